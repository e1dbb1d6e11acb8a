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

extension Transaction {
    package func account(named userName: String) throws -> Account? { try row("\(accountColumns) WHERE user_name = \(userName)", Account.init) }
    package func account(of person: Person.ID) throws -> Account? { try row("\(accountColumns) WHERE person = \(person)", Account.init) }

    /// Opens an account; `Refusal.userNameTaken` when somebody has that name.
    package func openAccount(_ userName: UserName, password: String, mustChange: Bool, for person: Person.ID, at now: Date) throws {
        guard try account(named: userName.text) == nil else { throw Refusal.userNameTaken }
        try run(
            """
            INSERT INTO accounts (person, user_name, password, must_change, changed_at)
            VALUES (\(person), \(userName.text), \(password), \(mustChange), \(now))
            """)
        try personChanged(person)
    }

    /// Many at once: for each person, user name, hash, whether it must be changed, and when it was opened.
    func add(accounts rows: [Value]) throws {
        try insert(into: "accounts", ["person", "user_name", "password", "must_change", "changed_at"], rows)
    }

    package func setPassword(_ hash: String, mustChange: Bool, for person: Person.ID, at now: Date) throws {
        try run("UPDATE accounts SET password = \(hash), must_change = \(mustChange), changed_at = \(now) WHERE person = \(person)")
    }

    /// Another hash of the same password, unless the password was changed meanwhile.
    func renew(_ hash: String, of account: Account) throws {
        try run("UPDATE accounts SET password = \(hash) WHERE person = \(account.person) AND password = \(account.password)")
    }

    /// Where a password that somebody else gave may act; nil once its owner has chosen one with their eID.
    package func confinePassword(of person: Person.ID, to entity: Entity.ID?) throws {
        try run("UPDATE accounts SET given_in = \(entity) WHERE person = \(person)")
    }

    private var accountColumns: SQL { "SELECT person, user_name, password, must_change, given_in FROM accounts" }
}

extension Account {
    init(_ row: Columns) throws {
        self.init(
            person: .init(rawValue: try row.integer("person")), userName: try row.text("user_name"), password: try row.text("password"),
            mustChange: try row.flag("must_change"), givenIn: try row.optionalInteger("given_in").map(Key.init(rawValue:)))
    }
}
