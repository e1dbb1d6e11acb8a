import Rules
import Testing

@Suite struct ChangeOwnDataTests {
    private let fatima = Person(
        id: Cast.fatima, ssin: try! SSIN("88081699838"), givenName: try! PersonName("Fatima"), familyName: try! PersonName("El Amrani"),
        language: .nl,
        email: try! EmailAddress("fatima.elamrani@example.com"))

    @Test func `one changes one's own data by one's own right, and the act tells nothing of them`() {
        let contact = fatima.ownContactChanged(at: Cast.morning, act: .init(rawValue: 5))
        let password = fatima.ownPasswordChanged(at: Cast.morning, act: .init(rawValue: 6))
        #expect(contact.code == .personContactChanged)
        #expect(password.code == .personPasswordChanged)
        for act in [contact, password] {
            #expect(act.authority == .oneself)
            #expect(act.actor == Cast.fatima)
            #expect(act.subject == Cast.fatima)
            #expect(act.at == Cast.morning)
            #expect(act.entity == nil && act.changes.isEmpty && act.details.isEmpty)
        }
    }
}
