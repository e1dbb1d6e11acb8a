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
        let (house, now, ssin) = (visit.house, visit.now, ssin)
        guard let known = try await house.read({ tx in try tx.person(ssin) }) else { return (try await enterNew(visit), false) }
        guard let names, known.named(names.given, names.family, by: .card) != nil else { return (known.id, false) }
        let plan = try await house.perform(CorrectNames(givenName: names.given, familyName: names.family), by: known.id, at: now)
        return (known.id, !plan.acts.isEmpty)
    }

    private func enterNew(_ visit: Visit) async throws -> Person.ID {
        let (ssin, id, language) = (ssin, Person.ID(rawValue: visit.house.newID()), visit.language)
        return try await visit.house.write { tx in
            // Somebody else may have entered them meanwhile.
            if let known = try tx.person(ssin) { return known.id }
            guard let names else { throw Refused.unreadableName }
            try tx.add(
                Person(id: id, ssin: ssin, givenName: names.given, familyName: names.family, namedBy: .card, language: language))
            return id
        }
    }
}
