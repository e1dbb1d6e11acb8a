import Rules
import Storage
import Web

/// Somebody's own password, and with the first one their user name (MISSION U2): the other sessions end.
struct ChooseOwnPassword: Operation {
    let hash: String
    /// Set for the first password; nil to change the one there is.
    let opens: UserName?
    /// The session in which it is chosen.
    let session: Session

    func plan(in tx: borrowing Transaction, on occasion: OwnOccasion) throws -> Plan {
        guard let person = try tx.person(occasion.person) else { throw NotFound() }
        var plan = Plan()
        if let userName = opens {
            // Of two forms sent at once, the first opened the account; the second changes nothing.
            guard try tx.account(of: person.id) == nil else { throw Refusal.alreadyConfirmed }
            guard try tx.account(named: userName.text) == nil else { throw Refusal.userNameTaken }
            plan.add(OpenedAccount(person: person.id, userName: userName, hash: hash, mustChange: false, at: occasion.at))
        } else {
            plan.add(NewPasswordHash(person: person.id, hash: hash, mustChange: false, at: occasion.at))
        }
        if session.assurance >= .eID { plan.add(ConfinedPassword(person: person.id, entity: nil)) }
        plan.add(person.ownPasswordChanged(on: occasion))
        // Whoever else may know the given password does not end what the person opened with their card.
        plan.add(
            EndedSessions(
                person: person.id, except: session.digest, openedBy: session.confinedTo == nil ? nil : .password, at: occasion.at))
        plan.tell(OwnLetter(opens == nil ? .password : .account, to: person))
        return plan
    }
}
