import Foundation
import Rules
import Storage
import Web

/// A new password for a user, co-manager or co-chief who lost theirs: their sessions end, and they choose another at the next sign-in (MISSION M5, M8,
/// M13).
struct SetUserPassword: Operation {
    let user: Assignment.ID
    let place: Place
    /// Never held against the present password: the answer would say whether a guess was right.
    let hash: String

    /// How many passwords one person gives others in an entity, in how many seconds: more than anyone does who tells each to its owner.
    private static let bound = (most: 30, span: 600.0)

    /// - Throws: `TooOften`
    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        let user = try tx.administered(user, in: place, at: occasion.at)
        try requireMeasure(tx, occasion)
        let person = user.person.id
        var plan = Plan(
            try user.holding.passwordSet(user.otherHoldings, hasAccount: user.account != nil, on: occasion),
            telling: UserLetter(.passwordSet, to: user))
        plan.add(NewPasswordHash(person: person, hash: hash, mustChange: true, at: occasion.at))
        plan.add(ConfinedPassword(person: person, entity: occasion.acting.entity))
        plan.add(EndedSessions(person: person, at: occasion.at))
        return plan
    }

    /// Counted where they are written, so that many at once do not slip through together.
    private func requireMeasure(_ tx: borrowing Transaction, _ occasion: Occasion) throws {
        let (most, span) = Self.bound
        let (acting, now) = (occasion.acting, occasion.at)
        let set = try tx.passwordsSet(by: acting.person, in: acting.entity, since: now.addingTimeInterval(-span)).map { min($0, now) }
        guard set.count >= most else { return }
        throw TooOften(.passwordsSlowed, until: set[set.count - most].addingTimeInterval(span))
    }
}
