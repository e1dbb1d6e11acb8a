import Rules
import Testing

@Suite struct ActCodeTests {
    @Test func `the codes stay what they are`() {
        #expect(
            ActCode.allCases.map(\.rawValue) == [
                "entity.registered", "entity.contact-changed", "chief.designated", "chief.replaced", "co-chief.appointed", "co-chief.blocked",
                "co-chief.unblocked", "co-chief.removed", "co-chief.edited", "co-chief.password-set", "quality.activated", "quality.contact-changed",
                "manager.appointed", "manager.replaced",
                "co-manager.appointed", "co-manager.blocked", "co-manager.unblocked", "co-manager.removed", "co-manager.edited",
                "co-manager.password-set", "user.registered",
                "user.applications-changed", "user.edited", "user.password-set", "user.blocked", "user.unblocked", "user.removed",
                "person.contact-changed", "person.password-changed", "person.names-corrected", "person.certificate-registered",
                "person.certificate-removed", "register.imported", "rows.kept",
            ])
    }
}
