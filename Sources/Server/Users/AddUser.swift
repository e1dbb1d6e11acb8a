import Foundation
import Rules
import Storage
import Web

/// Somebody becomes a user of a quality (MISSION M10): the person if new, their account if asked, the assignment with its grants, and the letter that
/// tells them.
struct AddUser: Operation {
    let ssin: SSIN
    let quality: Quality
    let domain: AccessDomain
    /// What is said of the person; only as much of it counts as may be chosen for them.
    let details: UserDetails
    /// Nil for someone who has an account, or goes on without.
    let account: NewAccount?
    let applications: Set<SecuredApplication.Code>

    /// A first user name, with the Argon2id hash of the password.
    struct NewAccount: Sendable {
        let userName: UserName
        let hash: String
    }

    var reach: Reach { .entity }

    func lock(_ tx: borrowing Transaction, on occasion: Occasion) throws { try tx.lockPerson(ssin) }

    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        try plan(for: tx.registrant(ssin, in: quality, on: occasion), in: tx, on: occasion)
    }

    /// - Parameter registrant: the person as they are in this transaction.
    func plan(for registrant: Registrant, in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        guard let manager = try tx.managing(quality), let person = details.person(registrant, newKey: occasion.newKey()) else { throw NotFound() }
        var plan = Plan()
        if let known = registrant.person {
            if person != known { plan.add(SavedContact(person: person)) }
            if let letter = UserLetter.addressesChanged(from: known, to: person, in: quality) { plan.tell(letter) }
        } else {
            plan.add(EnteredPerson(person: person))
        }
        // Before the act: an account lists its person anew everywhere, with the acts that are there already.
        if let account, registrant.account == nil {
            if let untouchable = registrant.untouchable { throw untouchable }
            guard try tx.account(named: account.userName.text) == nil else { throw Refusal.userNameTaken }
            plan.add(OpenedAccount(person: person.id, userName: account.userName, hash: account.hash, mustChange: true, at: occasion.at))
            plan.add(ConfinedPassword(person: person.id, entity: quality.entity))
        }
        let act = try quality.userRegistered(
            person.id, applications: applications, in: domain, held: registrant.held, manager: manager, on: occasion)
        plan.add(act)
        plan.add(OvertakenUserDrafts(ssin: ssin, quality: quality.id, by: act.id))
        plan.tell(UserLetter(.registered, to: person, in: quality, given: domain.applications.map(\.code).filter(applications.contains)))
        if let user = act.opened(.user) { plan.undo(by: RemoveUser(user: user.id, quality: quality)) }
        return plan
    }
}
