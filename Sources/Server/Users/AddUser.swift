import Foundation
import Rules
import Storage
import Web

/// Somebody becomes a user, co-manager or manager of a quality, or a co-chief of an entity (MISSION M5, M7, M8, M10): the person if new, their account if
/// asked, the assignment with its grants, and the letter that tells them.
struct AddUser: Operation {
    let ssin: SSIN
    let standing: Standing
    /// What is said of the person; only as much of it counts as may be chosen for them.
    let details: UserDetails
    /// Nil for someone who has an account, or goes on without.
    let account: NewAccount?
    let applications: Set<SecuredApplication.Code>

    init(_ ssin: SSIN, as standing: Standing, details: UserDetails, account: NewAccount? = nil, applications: Set<SecuredApplication.Code> = []) {
        (self.ssin, self.standing, self.details, self.account, self.applications) = (ssin, standing, details, account, applications)
    }

    /// A first user name, with the Argon2id hash of the password.
    struct NewAccount: Sendable {
        let userName: UserName
        let hash: String
    }

    var reach: Reach { .entity }

    func lock(_ tx: borrowing Transaction, on occasion: Occasion) throws { try tx.lockPerson(ssin) }

    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        try plan(for: tx.registrant(ssin, as: standing, on: occasion), in: tx, on: occasion)
    }

    /// - Parameter registrant: the person as they are in this transaction.
    func plan(for registrant: Registrant, in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        guard let person = details.person(registrant, newKey: occasion.newKey()) else { throw NotFound() }
        let place = standing.place
        var plan = Plan()
        if let known = registrant.person {
            if person != known { plan.add(SavedContact(person: person)) }
            if let letter = UserLetter.addressesChanged(from: known, to: person, in: place) { plan.tell(letter) }
        } else {
            plan.add(EnteredPerson(person: person))
        }
        // Before the act: an account lists its person anew everywhere, with the acts that are there already.
        if let account, registrant.account == nil { try plan.open(account, for: person.id, registrant, in: tx, on: occasion) }
        let act = try tx.actGiving(standing, to: person.id, held: registrant.held, applications: applications, on: occasion)
        plan.add(act)
        if let quality = standing.quality { plan.add(OvertakenUserDrafts(ssin: ssin, quality: quality.id, role: standing.role, by: act.id)) }
        plan.tell(UserLetter(.registered, to: person, as: standing.role, in: place, given: given))
        if let former = try tx.formerManager(act) { plan.tell(UserLetter(.removed, to: former, as: .manager, in: place)) }
        // What else the act closed would not come back by that.
        if act.closed(Assignment.self).isEmpty, let opened = act.opened(standing.role), standing.role != .manager {
            plan.undo(by: RemoveUser(user: opened.id, in: place))
        }
        return plan
    }

    /// In the order of the catalogue.
    private var given: [SecuredApplication.Code] { standing.ticked?.applications.map(\.code).filter(applications.contains) ?? [] }
}

extension Plan {
    fileprivate mutating func open(
        _ account: AddUser.NewAccount, for person: Person.ID, _ registrant: Registrant, in tx: borrowing Transaction, on occasion: Occasion
    ) throws {
        if let untouchable = registrant.untouchable { throw untouchable }
        guard try tx.account(named: account.userName.text) == nil else { throw Refusal.userNameTaken }
        add(OpenedAccount(person: person, userName: account.userName, hash: account.hash, mustChange: true, at: occasion.at))
        add(ConfinedPassword(person: person, entity: occasion.acting.entity))
    }
}

extension Transaction {
    /// Who manages no longer by an act.
    func formerManager(_ act: Act) throws -> Person? {
        let ended = try holdings(act.closed(Assignment.self)).first { $0.assignment.role == .manager }
        return try ended.flatMap { try person($0.assignment.person) }
    }
}
