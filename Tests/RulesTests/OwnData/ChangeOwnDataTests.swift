import Rules
import Sample
import Testing

@Suite struct ChangeOwnDataTests {
    private let fatima = Town.fatima

    @Test func `one changes one's own data by one's own right, and the act tells nothing of them`() {
        let contact = fatima.ownContactChanged(on: OwnOccasion(person: fatima.id, at: Cast.morning, newID: { 5 }))
        let password = fatima.ownPasswordChanged(on: OwnOccasion(person: fatima.id, at: Cast.morning, newID: { 6 }))
        let registered = fatima.ownCertificateRegistered(on: OwnOccasion(person: fatima.id, at: Cast.morning, newID: { 7 }))
        let removed = fatima.ownCertificateRemoved(on: OwnOccasion(person: fatima.id, at: Cast.morning, newID: { 8 }))
        #expect(contact.code == .personContactChanged)
        #expect(registered.code == .personCertificateRegistered && removed.code == .personCertificateRemoved)
        #expect(password.code == .personPasswordChanged)
        for act in [contact, password, registered, removed] {
            #expect(act.authority == .oneself)
            #expect(act.actor == Town.fatima.id)
            #expect(act.subject == Town.fatima.id)
            #expect(act.at == Cast.morning)
            #expect(act.entity == nil && act.changes.isEmpty && act.details.isEmpty)
        }
    }
}
