import Rules
import Web

/// A password that someone chose for themselves, read from the form and held against the rule.
struct OwnPasswordChoice: Sendable {
    private let task: OwnPasswordPage.Task
    private let password: String
    /// Only when it is asked: not of someone here with an eID.
    private let current: String?
    /// Of the first password only.
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

    func save(_ visit: Visit) async throws {
        let hash = try await visit.house.passwords.hash(password)
        try await visit.perform(ChooseOwnPassword(hash: hash, opens: userName, session: try visit.signedIn()))
    }

    var notice: String { if case .open = task { "ownAccountOpened" } else { "ownPasswordChanged" } }
}
