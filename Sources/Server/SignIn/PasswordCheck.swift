import Foundation
import HTTPTypes
import Hummingbird
import Rules
import Storage
import Web

/// Whether a password is the one of an account: asked when signing in, and of those who are signed in when they change it. Both are slowed.
enum PasswordCheck {
    case right(Account)
    /// The name is unknown or the password is not its own: the same work, the same answer.
    case wrong
    case wait(seconds: Int)

    /// - Throws: `TooBusy`
    static func of(_ password: String, for userName: String, isSignedIn: Bool = false, _ visit: Visit) async throws -> PasswordCheck {
        // No account has such a name or password: nothing of it is looked at.
        guard userName.utf8.count <= UserName.longest, password.utf8.count <= PasswordRule.longestInput else { return refused(visit) }
        let throttles = visit.throttles(for: userName, isSignedIn: isSignedIn)
        return try await visit.house.passwordLocks.withLock(throttles[0].digest) { try await heard(password, for: userName, throttles, visit) }
    }

    private static func heard(_ password: String, for userName: String, _ throttles: [Throttle], _ visit: Visit) async throws -> PasswordCheck {
        let (house, now) = (visit.house, visit.house.clock())
        let next = try await house.write { tx in try tx.tryToSignIn(throttles, at: now) }
        if let next { return .wait(seconds: max(1, Int(next.timeIntervalSince(now).rounded(.up)))) }
        let (account, isRight): (Account?, Bool)
        do {
            account = try await house.read { tx in try tx.account(named: userName) }
            isRight = try await house.passwords.verify(password, against: account?.password)
        } catch {
            try await house.write { tx in try tx.takeBack(throttles) }
            throw error
        }
        guard isRight, let account else { return refused(visit) }
        try await house.write { tx in try tx.signInSucceeded(throttles) }
        try await renew(account, password, visit)
        return .right(account)
    }

    private static func refused(_ visit: Visit) -> PasswordCheck {
        visit.house.metrics.refusedSignIns.add(1)
        return .wrong
    }

    /// Hashes anew at today's cost, while the password is at hand.
    private static func renew(_ account: Account, _ password: String, _ visit: Visit) async throws {
        guard visit.house.passwords.needsRehash(account.password) else { return }
        let hash = try await visit.house.passwords.hash(password)
        try await visit.house.write { tx in try tx.renew(hash, of: account) }
    }
}

extension Visit {
    /// Too many tries: says how long to wait, and says it to programs as well.
    func slowed(_ seconds: Int, _ page: (ToldBefore.Sentence) async throws -> Response) async rethrows -> Response {
        var response = try await page(.init(key: "signIn.slowed", until: now.addingTimeInterval(TimeInterval(seconds))))
        response.headers[.retryAfter] = String(seconds)
        return response
    }
}
