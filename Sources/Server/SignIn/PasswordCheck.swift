import Foundation
import HTTPTypes
import Hummingbird
import Rules
import Storage

/// Whether a password is the one of an account: asked when signing in and when changing it, and slowed for both together.
enum PasswordCheck {
    case right(Account)
    /// The name is unknown or the password is not its own: the same work, the same answer.
    case wrong
    case wait(seconds: Int)

    static let longest = 512

    static func of(_ password: String, for userName: String, _ visit: Visit) async throws -> PasswordCheck {
        let (throttles, now) = ([Throttle.account(userName), .address(visit.address)], visit.now)
        let next = try await visit.house.storage.write { tx in try tx.tryToSignIn(throttles, at: now) }
        if let next {
            return .wait(seconds: max(1, Int(next.timeIntervalSince(now).rounded(.up))))
        }
        let account = try await visit.house.read { tx in try tx.account(named: userName) }
        let isRight = password.utf8.count <= longest ? try await visit.house.passwords.verify(password, against: account?.password) : false
        guard isRight, let account else {
            visit.house.metrics.refusedSignIns.add(1)
            return .wrong
        }
        try await visit.house.storage.write { tx in try tx.signInSucceeded(throttles) }
        try await renew(account, password, visit)
        return .right(account)
    }

    /// Hashes anew at today's cost, while the password is at hand.
    private static func renew(_ account: Account, _ password: String, _ visit: Visit) async throws {
        guard visit.house.passwords.needsRehash(account.password) else { return }
        let hash = try await visit.house.passwords.hash(password)
        try await visit.house.storage.write { tx in try tx.renew(hash, of: account) }
    }
}

extension Visit {
    /// Too many tries: says how long to wait, and says it to programs as well.
    func slowed(_ seconds: Int, _ page: (String) throws -> Response) rethrows -> Response {
        var response = try page(say(count: seconds, "signIn.slowed"))
        response.headers[.retryAfter] = String(seconds)
        return response
    }
}

extension Transaction {
    /// Another hash of the same password, unless the password was changed meanwhile.
    fileprivate func renew(_ hash: String, of account: Account) throws {
        try run("UPDATE accounts SET password = \(hash) WHERE person = \(account.person) AND password = \(account.password)")
    }
}
