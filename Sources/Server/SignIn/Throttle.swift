package import Foundation
package import Storage

/// Slows guessing: after a few failures on one account, or from one address, each further try must wait longer (MISSION S1).
/// What is counted is a digest, so the table names nobody.
package enum Throttle {
    static let free = 5
    static let longest: TimeInterval = 15 * 60
    /// After this long without a failure the count starts anew.
    static let memory: TimeInterval = 24 * 3600

    /// How long after the last failure the next try is heard.
    package static func wait(after failures: Int) -> TimeInterval {
        failures < free ? 0 : min(longest, pow(2, Double(min(failures - free, 20))))
    }
}

extension Transaction {
    /// Nil when a try may be heard now; otherwise when.
    package func throttled(_ subject: String, at now: Date) throws -> Date? {
        let found = try row("SELECT failures, last_at FROM sign_in_failures WHERE digest = \(Secret.digest(subject))") {
            (Int(try $0.integer("failures")), try $0.date("last_at"))
        }
        guard let (failures, last) = found, now < last.addingTimeInterval(Throttle.memory) else { return nil }
        let next = last.addingTimeInterval(Throttle.wait(after: failures))
        return now < next ? next : nil
    }

    package func signInFailed(_ subject: String, at now: Date) throws {
        let forgotten = now.addingTimeInterval(-Throttle.memory)
        try run(
            """
            INSERT INTO sign_in_failures (digest, failures, last_at) VALUES (\(Secret.digest(subject)), 1, \(now))
            ON CONFLICT (digest) DO UPDATE SET last_at = excluded.last_at,
                failures = CASE WHEN sign_in_failures.last_at < \(forgotten) THEN 1 ELSE sign_in_failures.failures + 1 END
            """)
    }

    package func signInSucceeded(_ subject: String) throws { try run("DELETE FROM sign_in_failures WHERE digest = \(Secret.digest(subject))") }
}
