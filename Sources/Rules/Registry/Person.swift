/// Someone with a national or BIS number. The number can change, so it is never the key (DOMAIN §2.1).
package struct Person: Hashable, Sendable, Identifiable {
    package typealias ID = Key<Person>

    package let id: ID
    package var ssin: SSIN
    /// Nil for the few people who have none; their one name is the family name.
    package var givenName: PersonName?
    package var familyName: PersonName
    package var namedBy: NameSource
    package var title: PersonTitle?
    package var language: Language
    package var email: EmailAddress?
    package var secondEmail: EmailAddress?
    package var phone: PhoneNumber?

    package init(
        id: ID, ssin: SSIN, givenName: PersonName?, familyName: PersonName, namedBy: NameSource = .manager, title: PersonTitle? = nil,
        language: Language,
        email: EmailAddress? = nil, secondEmail: EmailAddress? = nil, phone: PhoneNumber? = nil
    ) {
        self.id = id
        self.ssin = ssin
        self.givenName = givenName
        self.familyName = familyName
        self.namedBy = namedBy
        self.title = title
        self.language = language
        self.email = email
        self.secondEmail = secondEmail
        self.phone = phone
    }

    /// Given name, if there is one, then family name.
    package var name: String { givenName.map { "\($0.text) \(familyName.text)" } ?? familyName.text }

    /// The person under the names that a source says; nil when those it has are as well confirmed, or better, and stay.
    package func named(_ given: PersonName?, _ family: PersonName, by source: NameSource) -> Person? {
        var person = self
        (person.givenName, person.familyName, person.namedBy) = (given, family, source)
        return source >= namedBy && person != self ? person : nil
    }
}

/// Who said last what somebody is called, the least trusted first: a manager types what they heard, a card may be older than the register.
package enum NameSource: String, CaseIterable, Comparable, Hashable, Sendable, Codable {
    case manager, card, register

    package static func < (left: NameSource, right: NameSource) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .manager: 0
        case .card: 1
        case .register: 2
        }
    }
}
