package import Foundation
package import Storage
import Web

/// Slows guessing, and only those who guess (MISSION S1). Failures are counted for an account apart for each browser that has signed in to it before
/// (`KnownBrowser`) and for all others together, so that whoever fails in somebody's name does not keep the owner out; and for an address, up to a
/// number that no office reaches. What is counted is a digest, so the table names nobody.
package struct Throttle: Hashable, Sendable {
    /// What happens once the free failures are used up.
    enum Slowing: Hashable, Sendable {
        /// Each further try is heard later after the last failure than the one before; a success makes up for all failures.
        case doubling
        /// Nothing more is heard until the time that began with the first failure is over. A success makes up for nothing but itself: an address would
        /// else be cleared with a password of one's own.
        case closing
    }

    /// What is counted, and whose: names that strangers choose stand apart from all else.
    private let subject: [String]
    /// How many failures cost nothing.
    let free: Int
    /// After this long the count starts anew: since the last failure where it doubles, since the first where it closes.
    let memory: TimeInterval
    let slowing: Slowing

    package static let longest: TimeInterval = 15 * 60
    /// No count is needed after this long.
    static let longestMemory: TimeInterval = 24 * 3600
    /// Beyond, each failure counts like the one before.
    fileprivate static let mostFailures = 1_000_000
    /// How many counts are kept. A stranger makes one with each name; when there are too many, those go that say least (`forgetLeast`).
    package static let most = 20_000

    /// Tries from browsers that are not known to the account.
    package static func account(_ userName: String) -> Throttle { doubling("account", userName) }

    /// Tries from one browser that has signed in to the account before.
    package static func account(_ userName: String, from browser: KnownBrowser) -> Throttle {
        doubling("known browser", userName, browser.id)
    }

    /// Tries from all browsers that have signed in to the account before, together: whoever knew an earlier password may hold many.
    package static func knownBrowsers(_ userName: String) -> Throttle {
        Throttle(subject: ["known browsers", userName], free: 30, memory: longestMemory, slowing: .doubling)
    }

    /// Tries of whoever is signed in to the account, who must give its password once more.
    package static func ownAccount(_ userName: String) -> Throttle { doubling("own account", userName) }

    /// A whole town may stand behind one address, and mistypes less often than this.
    package static func address(_ address: String) -> Throttle {
        Throttle(subject: ["address", VisitorAddress.subscriber(address)], free: 400, memory: 1800, slowing: .closing)
    }

    private static func doubling(_ subject: String...) -> Throttle {
        Throttle(subject: subject, free: 5, memory: longestMemory, slowing: .doubling)
    }

    /// How long after the failure that is remembered the next try is heard.
    package func wait(after failures: Int) -> TimeInterval {
        guard failures >= free else { return 0 }
        return slowing == .closing ? memory : min(Self.longest, pow(2, Double(min(failures - free, 20))))
    }

    package var digest: [UInt8] { Secret.digest(of: subject) }
}

extension Transaction {
    /// Nil when a try may be heard now, otherwise when. A try is counted before it is heard, so that many at once do not slip through together.
    package func tryToSignIn(_ throttles: [Throttle], at now: Date, most: Int = Throttle.most) throws -> Date? {
        // A clock that was wrong and is set back must lock nobody out: what lies in its future counts as now.
        try run("UPDATE sign_in_failures SET last_at = \(now) WHERE last_at > \(now)")
        let counts = try throttles.map { ($0, try failures(of: $0, at: now)) }
        let next = counts.compactMap { throttle, count in count.map { $0.at.addingTimeInterval(throttle.wait(after: $0.failures)) } }.max()
        if let next, now < next { return next }
        try run("DELETE FROM sign_in_failures WHERE last_at < \(now.addingTimeInterval(-Throttle.longestMemory))")
        for (throttle, count) in counts { try countTry(throttle, after: count, at: now) }
        if counts.contains(where: { $0.1 == nil }) { try forgetLeast(most) }
        return nil
    }

    /// Takes back what the try that succeeded had counted.
    package func signInSucceeded(_ throttles: [Throttle]) throws {
        for throttle in throttles where throttle.slowing == .doubling {
            try run("DELETE FROM sign_in_failures WHERE digest = \(throttle.digest)")
        }
        try takeBack(throttles.filter { $0.slowing == .closing })
    }

    /// Takes back a try that was counted and could then not be heard.
    package func takeBack(_ throttles: [Throttle]) throws {
        for throttle in throttles {
            try run("UPDATE sign_in_failures SET failures = failures - 1 WHERE digest = \(throttle.digest)")
            try run("DELETE FROM sign_in_failures WHERE digest = \(throttle.digest) AND failures <= 0")
        }
    }

    /// What is counted and not yet forgotten, and since when.
    private func failures(of throttle: Throttle, at now: Date) throws -> (failures: Int, at: Date)? {
        let found = try row("SELECT failures, last_at FROM sign_in_failures WHERE digest = \(throttle.digest)") {
            // Whatever stands there, one more can be counted.
            (failures: min(max(0, Int(try $0.integer("failures"))), Throttle.mostFailures), at: try $0.date("last_at"))
        }
        return found.flatMap { now < $0.at.addingTimeInterval(throttle.memory) ? $0 : nil }
    }

    private func countTry(_ throttle: Throttle, after count: (failures: Int, at: Date)?, at now: Date) throws {
        let (failures, at) = ((count?.failures ?? 0) + 1, throttle.slowing == .closing ? count?.at ?? now : now)
        try run(
            """
            INSERT INTO sign_in_failures (digest, failures, last_at) VALUES (\(throttle.digest), \(failures), \(at))
            ON CONFLICT (digest) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at
            """)
    }

    /// Keeps the table small, whoever fills it: the counts with the fewest failures go first, of those the oldest. So nobody frees a count that slows
    /// them without failing as often for thousands of others.
    private func forgetLeast(_ most: Int) throws {
        let excess = try count("SELECT COUNT(*) FROM sign_in_failures") - most
        guard excess > 0 else { return }
        // Room for some more as well, so that not every try has to make its own.
        let number = excess + most / 10
        try run("DELETE FROM sign_in_failures WHERE digest IN (SELECT digest FROM sign_in_failures ORDER BY failures, last_at LIMIT \(number))")
    }
}
