package import Foundation
package import Storage

/// Slows guessing: after some failures on one account, or from one address, each further try must wait longer (MISSION S1).
/// What is counted is a digest, so the table names nobody.
package struct Throttle: Hashable, Sendable {
    private let subject: String
    /// How many failures cost nothing.
    let free: Int
    /// After this long without a failure the count starts anew.
    let memory: TimeInterval
    /// Whether one success makes up for all failures. It does for an account; an address would else be cleared with a password of one's own.
    let isClearedBySuccess: Bool

    package static let longest: TimeInterval = 15 * 60
    /// No count is needed after this long.
    static let longestMemory: TimeInterval = 24 * 3600

    package static func account(_ userName: String) -> Throttle {
        Throttle(subject: "account \(userName)", free: 5, memory: longestMemory, isClearedBySuccess: true)
    }

    /// A whole office may stand behind one address, so it is heard longer.
    package static func address(_ address: String) -> Throttle {
        Throttle(subject: "address \(VisitorAddress.subscriber(address))", free: 30, memory: 3600, isClearedBySuccess: false)
    }

    /// How long after the last failure the next try is heard.
    package func wait(after failures: Int) -> TimeInterval {
        failures < free ? 0 : min(Self.longest, pow(2, Double(min(failures - free, 20))))
    }

    var digest: [UInt8] { Secret.digest(subject) }
}

extension Transaction {
    /// Nil when a try may be heard now, otherwise when. A try is counted before it is heard, so that many at once do not slip through together.
    package func tryToSignIn(_ throttles: [Throttle], at now: Date) throws -> Date? {
        if let next = try throttles.compactMap({ try next($0, at: now) }).max() { return next }
        try run("DELETE FROM sign_in_failures WHERE last_at < \(now.addingTimeInterval(-Throttle.longestMemory))")
        for throttle in throttles { try countTry(throttle, at: now) }
        return nil
    }

    /// Takes back what the try that succeeded had counted.
    package func signInSucceeded(_ throttles: [Throttle]) throws {
        for throttle in throttles {
            if throttle.isClearedBySuccess {
                try run("DELETE FROM sign_in_failures WHERE digest = \(throttle.digest)")
            } else {
                try run("UPDATE sign_in_failures SET failures = failures - 1 WHERE digest = \(throttle.digest)")
            }
        }
    }

    private func next(_ throttle: Throttle, at now: Date) throws -> Date? {
        let found = try row("SELECT failures, last_at FROM sign_in_failures WHERE digest = \(throttle.digest)") {
            (Int(try $0.integer("failures")), try $0.date("last_at"))
        }
        guard let (failures, last) = found, now < last.addingTimeInterval(throttle.memory) else { return nil }
        let next = last.addingTimeInterval(throttle.wait(after: failures))
        return now < next ? next : nil
    }

    private func countTry(_ throttle: Throttle, at now: Date) throws {
        let forgotten = now.addingTimeInterval(-throttle.memory)
        try run(
            """
            INSERT INTO sign_in_failures (digest, failures, last_at) VALUES (\(throttle.digest), 1, \(now))
            ON CONFLICT (digest) DO UPDATE SET last_at = excluded.last_at,
                failures = CASE WHEN sign_in_failures.last_at <= \(forgotten) THEN 1 ELSE sign_in_failures.failures + 1 END
            """)
    }
}
