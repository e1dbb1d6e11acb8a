/// Someone with a national or BIS number. The number can change, so it is never the key (DOMAIN §2.1).
package struct Person: Hashable, Sendable, Identifiable {
    package typealias ID = Key<Person>

    package let id: ID
    package var ssin: SSIN
    package var givenName: PersonName
    package var familyName: PersonName
    package var title: PersonTitle?
    package var language: Language
    package var email: EmailAddress?
    package var secondEmail: EmailAddress?
    package var phone: PhoneNumber?

    package init(
        id: ID, ssin: SSIN, givenName: PersonName, familyName: PersonName, title: PersonTitle? = nil, language: Language,
        email: EmailAddress? = nil, secondEmail: EmailAddress? = nil, phone: PhoneNumber? = nil
    ) {
        self.id = id
        self.ssin = ssin
        self.givenName = givenName
        self.familyName = familyName
        self.title = title
        self.language = language
        self.email = email
        self.secondEmail = secondEmail
        self.phone = phone
    }

    /// Given name, then family name.
    package var name: String { "\(givenName.text) \(familyName.text)" }
}
