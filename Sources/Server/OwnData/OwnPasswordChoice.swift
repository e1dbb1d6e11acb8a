import Foundation
import Rules
import Storage

/// A password that someone chose for themselves, read from the form and held against the rule.
struct OwnPasswordChoice: Sendable {
    private let task: OwnPasswordPage.Task
    private let password: String
    /// Only when it is asked: not of someone here with an eID.
    private let current: String?
    private let userName: UserName?

    /// - Throws: `Invalid`, with every field that is wrong; the present password is not looked at before the rest is right.
    init(_ visit: Visit, _ task: OwnPasswordPage.Task) throws {
        let session = try visit.signedIn()
        var reader = FormReader(visit.form)
        var name: String?
        switch task {
        case .open:
            userName = reader.required("userName", UserName.init)
            reader.twice("userName", again: "userNameAgain")
            (current, name) = (nil, userName?.text)
        case .change(let account):
            current = session.assurance == .password ? visit.form.exact("currentPassword") : nil
            if current == "" { reader.add("currentPassword", "missing") }
            (userName, name) = (nil, account.userName)
        }
        let password = visit.newPassword(&reader, personal: PersonalWords(session.person, userName: name))
        try reader.finish()
        guard let password else { throw reader.invalid }
        (self.task, self.password) = (task, password)
    }

    /// Holds the present password against the account's, and the new one against both.
    /// - Returns: How many seconds to wait when too many were wrong; then nothing was looked at.
    /// - Throws: `Invalid`
    func prove(_ visit: Visit) async throws -> Int? {
        guard case .change(let account) = task else { return nil }
        if let current {
            switch try await PasswordCheck.of(current, for: account.userName, isSignedIn: true, visit) {
            case .wait(let seconds): return seconds
            case .wrong: throw Invalid(.init("currentPassword", "wrongPassword"))
            case .right: break
            }
        }
        guard try await !visit.house.passwords.verify(password, against: account.password) else { throw Invalid(.init("password", "samePassword")) }
        return nil
    }

    /// Saves the password, remembers that it was changed, ends the other sessions, and tells the person.
    func save(_ visit: Visit) async throws {
        let (session, house, now) = (try visit.signedIn(), visit.house, visit.now)
        let hash = try await house.passwords.hash(password)
        let (person, act) = (session.person, Act.ID(rawValue: house.mint()))
        try await house.write { tx in
            switch task {
            case .open: try tx.openOwnAccount(userName, password: hash, for: person.id, at: now)
            case .change: try tx.setPassword(hash, mustChange: false, for: person.id, at: now)
            }
            if session.assurance >= .eID { try tx.confinePassword(of: person.id, to: nil) }
            try tx.enact(person.ownPasswordChanged(at: now, act: act))
            // Whoever else may know the given password does not end what the person opened with their card.
            try tx.revokeSessions(of: person.id, except: session.digest, openedBy: session.confinedTo == nil ? nil : .password, at: now)
            guard let email = person.email else { return }
            let letter = try OwnLetter(texts: house.pages.texts, person: person).letter(letterKind, to: email)
            try tx.post(letter, LetterCause(person.id, about: person.id), house, at: now)
        }
    }

    var notice: String { if case .open = task { "ownAccountOpened" } else { "ownPasswordChanged" } }
    private var letterKind: String { if case .open = task { "account" } else { "password" } }
}

extension Transaction {
    /// Of two forms sent at once, the first opened the account; the second changes nothing.
    fileprivate func openOwnAccount(_ userName: UserName?, password: String, for person: Person.ID, at now: Date) throws {
        guard let userName else { throw Refusal.userNameMissing }
        guard try account(of: person) == nil else { throw Refusal.alreadyConfirmed }
        try openAccount(userName, password: password, mustChange: false, for: person, at: now)
    }
}
