import Foundation
import Rules
import Storage
import Web

/// The person that a national number means, about to be registered: known already or new.
struct Registrant: Sendable {
    let ssin: SSIN
    let person: Person?
    let account: Account?
    /// What they hold there already.
    let held: Holding?
    /// The highest role that they have in the entity.
    let highestRole: Role
    /// Their roles in the entity, other than the one that is given: whoever registers them knows of these (MISSION M10).
    let rolesHere: [RoleHere]
    /// Why nobody here chooses this person's e-mail addresses or first password: they stand elsewhere, or higher.
    let untouchable: Refusal?

    /// A role in one of the entity's qualities, or in the whole of it.
    struct RoleHere: Sendable {
        let role: Role
        let quality: Quality?
        let isBlocked: Bool
    }

    /// Whether they have a role in the entity already.
    var holdsHere: Bool { held != nil || !rolesHere.isEmpty }
    var isNew: Bool { person == nil }
    /// Known here, and nowhere that the reader may not look. Of anybody else who is known, only the names are shown: typing a number is no reason to
    /// learn how somebody signs in, or is reached.
    var isOurs: Bool { holdsHere && untouchable == nil }
    /// The person, where their language and addresses stand in the form and are compared when it is saved.
    var shownPerson: Person? { isOurs ? person : nil }
    /// Whether language and e-mail addresses are asked: of somebody from elsewhere only while nobody knows an address of theirs.
    var asksContact: Bool { untouchable == nil && (isNew || isOurs || person?.email == nil) }
    /// With an account they sign in by user name; without, by their eID alone.
    var mayOpenAccount: Bool { account == nil && untouchable == nil }
    /// What the form about them asks, passwords and applications apart.
    var askedFields: [String] {
        (mayOpenAccount ? UserDraft.accountFields : []) + (isNew ? UserDraft.nameFields : []) + (asksContact ? UserDraft.contactFields : [])
    }
}

extension Transaction {
    /// - Throws: what refuses it, as soon as the number is known (MISSION M10).
    func registrant(_ ssin: SSIN, as standing: Standing, on occasion: Occasion) throws -> Registrant {
        guard let person = try person(ssin) else {
            return Registrant(ssin: ssin, person: nil, account: nil, held: nil, highestRole: .user, rolesHere: [], untouchable: nil)
        }
        let (holdings, place) = (try holdings(of: person.id), standing.place)
        let held = holdings.first { $0.assignment.place == place }
        try requireMayGet(standing, person.id, held: held, on: occasion)
        let otherHoldings = try otherHoldings(of: person.id, holding: holdings, in: place.entity, at: occasion.at)
        var untouchable: Refusal?
        do throws(Refusal) { try standing.mayOpenAccount(for: person.id, otherHoldings, on: occasion) } catch { untouchable = error }
        return Registrant(
            ssin: ssin, person: person, account: try account(of: person.id), held: held, highestRole: otherHoldings.highestRole,
            rolesHere: try rolesHere(holdings, besides: place), untouchable: untouchable)
    }

    private func rolesHere(_ holdings: [Holding], besides place: Place) throws -> [Registrant.RoleHere] {
        let others = holdings.filter { $0.assignment.entity == place.entity && $0.assignment.place != place }
        let qualities = try qualities(Set(others.compactMap(\.assignment.quality)))
        return others.sorted { $0.assignment.role > $1.assignment.role }.map { holding in
            .init(role: holding.assignment.role, quality: holding.assignment.quality.flatMap { qualities[$0] }, isBlocked: holding.isBlocked)
        }
    }

    /// Where else someone stands, who holds all this.
    func otherHoldings(of person: Person.ID, holding holdings: [Holding], in entity: Entity.ID, at now: Date) throws -> OtherHoldings {
        OtherHoldings(in: entity, holdings: holdings, functions: try legalFunctions(of: person), at: now)
    }
}

extension Standing {
    fileprivate func mayOpenAccount(for person: Person.ID, _ otherHoldings: OtherHoldings, on occasion: Occasion) throws(Refusal) {
        switch self {
        case .user(let quality, _), .coManager(let quality), .manager(let quality):
            try quality.mayOpenAccount(for: person, otherHoldings, on: occasion)
        case .coChief(let entity): try entity.mayOpenAccount(for: person, otherHoldings, on: occasion)
        }
    }
}
