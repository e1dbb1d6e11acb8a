package import Foundation
package import Rules
package import Storage

/// A user name and the hash of its password.
package struct Account: Hashable, Sendable {
    package let person: Person.ID
    package let userName: String
    package let password: String
    package let mustChange: Bool
    /// The entity in which somebody else gave the password: whoever gave it may still know it, so it acts nowhere else until the person has chosen
    /// one with their eID.
    package let givenIn: Entity.ID?
}

extension KeptTable {
    static let accounts = KeptTable(
        "accounts", key: "person", columns: ["person", "user_name", "password", "must_change", "changed_at", "given_in", "generation"],
        told: .byActs)
}

extension Transaction {
    package func account(named userName: String) throws -> Account? { try account("WHERE user_name = \(userName)", in: nil) }
    package func account(of person: Person.ID) throws -> Account? { try account("WHERE person = \(person)", in: nil) }

    /// The user names of many; nothing of who signs in by eID alone.
    func userNames(of people: [Person.ID]) throws -> [Person.ID: String] {
        guard !people.isEmpty else { return [:] }
        let found = try kept(.accounts, "WHERE person IN \(list: people)") { try Account($0) }
        return Dictionary(found.map { ($0.person, $0.userName) }, uniquingKeysWith: { first, _ in first })
    }

    /// - Parameter generation: of the person, when it was read already.
    func account(of person: Person.ID, in generation: Int64) throws -> Account? { try account("WHERE person = \(person)", in: generation) }

    /// One of before its person's sessions were ended is a row that was put back, perhaps with an older password.
    private func account(_ tail: SQL, in known: Int64?) throws -> Account? {
        guard let found = try keptRow(.accounts, tail, { (account: try Account($0), generation: try $0.integer("generation")) }) else { return nil }
        guard try found.generation == known ?? generation(of: found.account.person) else {
            report(.accounts, KeptTable.accounts.told(key: [found.account.person.bound]))
            return nil
        }
        return found.account
    }

    /// Opens an account; `Refusal.userNameTaken` when somebody has that name.
    package func openAccount(_ userName: UserName, password: String, mustChange: Bool, for person: Person.ID, at now: Date) throws {
        guard try account(named: userName.text) == nil else { throw Refusal.userNameTaken }
        guard let generation = try generation(of: person) else { throw UnauthenticRow(table: KeptTable.people.description) }
        try keep(Account.row(of: person, userName, password: password, mustChange: mustChange, at: now, generation), in: .accounts)
        try personChanged(person)
    }

    package func setPassword(_ hash: String, mustChange: Bool, for person: Person.ID, at now: Date) throws {
        try keep(
            ["password": hash.bound, "must_change": mustChange.bound, "changed_at": now.bound], in: .accounts, where: "person = \(person)")
    }

    /// Another hash of the same password, unless the password was changed meanwhile.
    func renew(_ hash: String, of account: Account) throws {
        try keep(["password": hash.bound], in: .accounts, where: "person = \(account.person) AND password = \(account.password)")
    }

    /// Where a password that somebody else gave may act; nil once its owner has chosen one with their eID.
    package func confinePassword(of person: Person.ID, to entity: Entity.ID?) throws {
        try keep(["given_in": entity.bound], in: .accounts, where: "person = \(person)")
    }
}

extension Account {
    /// Of a new row of the table, in its order.
    static func row(of person: Person.ID, _ userName: UserName, password: String, mustChange: Bool, at now: Date, _ generation: Int64 = 0)
        -> [Value]
    {
        [person.bound, userName.text.bound, password.bound, mustChange.bound, now.bound, .null, generation.bound]
    }

    init(_ row: Columns) throws {
        self.init(
            person: .init(rawValue: try row.integer("person")), userName: try row.text("user_name"), password: try row.text("password"),
            mustChange: try row.flag("must_change"), givenIn: try row.optionalInteger("given_in").map(Key.init(rawValue:)))
    }
}
