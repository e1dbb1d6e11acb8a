import Foundation
import Rules
import Storage

/// Somebody whom nobody knew is entered.
struct EnteredPerson: EntersPerson {
    let person: Person
    var isTold: Bool { true }
    func write(_ tx: borrowing Transaction) throws { try tx.add(person) }
}

/// Title, language, e-mail addresses and telephone.
struct SavedContact: DataChange {
    let person: Person
    var isTold: Bool { true }
    func write(_ tx: borrowing Transaction) throws { try tx.saveContact(of: person) }
}

/// Names, as the register, a card or a manager says them now.
struct SavedNames: DataChange {
    let person: Person
    var isTold: Bool { true }
    func write(_ tx: borrowing Transaction) throws { try tx.saveNames(of: person) }
}

/// A user name and a first password.
struct OpenedAccount: DataChange {
    let person: Person.ID
    let userName: UserName
    let hash: String
    let mustChange: Bool
    let at: Date
    var isTold: Bool { true }
    func write(_ tx: borrowing Transaction) throws { try tx.openAccount(userName, password: hash, mustChange: mustChange, for: person, at: at) }
}

/// Another password.
struct NewPasswordHash: DataChange {
    let person: Person.ID
    let hash: String
    let mustChange: Bool
    let at: Date
    var isTold: Bool { true }
    func write(_ tx: borrowing Transaction) throws { try tx.setPassword(hash, mustChange: mustChange, for: person, at: at) }
}

/// Where a password that somebody else gave may act: nowhere but in the entity, or everywhere again.
struct ConfinedPassword: DataChange {
    let person: Person.ID
    let entity: Entity.ID?
    var isTold: Bool { true }
    func write(_ tx: borrowing Transaction) throws { try tx.confinePassword(of: person, to: entity) }
}

/// Sessions of a person that end.
struct EndedSessions: DataChange {
    let person: Person.ID
    /// The one that stays.
    var except: [UInt8]?
    /// Nil for sessions of any kind.
    var openedBy: Assurance?
    let at: Date

    var isTold: Bool { true }
    func write(_ tx: borrowing Transaction) throws { try tx.revokeSessions(of: person, except: except, openedBy: openedBy, at: at) }
    var consequence: Consequence? { .signedOut(person) }
}
