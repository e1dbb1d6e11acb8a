import Foundation
import Rules
import Standards
import Storage

/// Whom a card names. A card is proof of who somebody is, and gives them nothing else: someone new is entered under the names on it, and names that
/// somebody typed for someone known are corrected by it.
struct CardHolder: Sendable {
    enum Refused: String, Error { case noNationalNumber, unreadableName }

    private let ssin: SSIN
    /// Nil when they hold what no name here may: someone known then keeps theirs.
    private let names: (given: PersonName?, family: PersonName)?

    init(_ identity: EIDIdentity) throws(Refused) {
        guard let ssin = try? SSIN(identity.serialNumber) else { throw .noNationalNumber }
        self.ssin = ssin
        names = Self.names(identity.givenNames, identity.surname)
    }

    /// A few people have no given name, or one name in all, which is then the family name; some cards have a stop in the place of a name.
    private static func names(_ given: String, _ family: String) -> (PersonName?, PersonName)? {
        let written = [given, family].filter { $0.contains(where: \.isLetter) }
        let names = written.compactMap { try? PersonName($0) }
        guard let last = names.last, names.count == written.count else { return nil }
        return (names.count == 2 ? names.first : nil, last)
    }

    /// The person's key, and whether their names were corrected.
    func enter(_ visit: Visit) async throws -> (person: Person.ID, isCorrected: Bool) {
        let (house, now, language) = (visit.house, visit.now, visit.language)
        if let known = try await house.read({ tx in try tx.person(ssin, house.sealer) }), corrected(known) == nil { return (known.id, false) }
        return try await house.write { tx in
            if let known = try tx.person(ssin, house.sealer) {
                guard let person = corrected(known) else { return (known.id, false) }
                return (person.id, try tx.correct(known, to: person, house, at: now))
            }
            guard let names else { throw Refused.unreadableName }
            let person = Person(
                id: .init(rawValue: house.mint()), ssin: ssin, givenName: names.given, familyName: names.family, namedBy: .card, language: language)
            try tx.add(person, house.sealer)
            return (person.id, false)
        }
    }

    private func corrected(_ known: Person) -> Person? { names.flatMap { known.named($0.given, $0.family, by: .card) } }
}

extension Transaction {
    /// Takes the names of a card. When they differ from those before, that is recorded, and those who gave the person what they hold are told.
    fileprivate func correct(_ former: Person, to person: Person, _ house: House, at now: Date) throws -> Bool {
        try saveNames(of: person)
        guard (former.givenName, former.familyName) != (person.givenName, person.familyName) else { return false }
        try enact(person.namesCorrected(at: now, act: .init(rawValue: house.mint())))
        for giver in try givers(to: person.id, at: now) {
            guard let reader = try self.person(giver.person, house.sealer), let email = reader.email else { continue }
            let values = ["name": reader.name, "former": former.name, "person": person.name, "entity": giver.entity]
            let texts = house.pages.texts
            let letter = try Letter(
                to: email, subject: texts.say("signIn.letters.namesCorrected.subject", values, in: reader.language),
                body: texts.say("signIn.letters.namesCorrected.body", values, in: reader.language), language: reader.language)
            // Not counted: only another card changes the names, and nobody is kept from signing in by letters.
            try post(letter, id: house.mint(), at: now)
        }
        return true
    }
}
