import CArgon2
import Foundation
import Web

/// Hashes passwords with Argon2id (RFC 9106), as PHC strings: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. The cost is in the string, so raising it
/// leaves older hashes valid until their owner's next sign-in.
///
/// The work is done on threads of its own, a few at once: no other page waits for it, and a crowd signing in cannot take all memory.
/// Passwords are compared in Unicode's composed form (RFC 8265 §4.2), so every keyboard types the same one.
package struct PasswordHash: Sendable {
    /// OWASP's minimum for Argon2id, unless told otherwise.
    package struct Cost: Hashable, Sendable {
        /// In KiB.
        package var memory: UInt32
        package var passes: UInt32
        package var lanes: UInt32

        package init(memory: UInt32 = 19_456, passes: UInt32 = 2, lanes: UInt32 = 1) {
            self.memory = memory
            self.passes = passes
            self.lanes = lanes
        }
    }

    private let cost: Cost
    let workers: Workers
    /// What an unknown account's password is compared with: at the same cost, and never right.
    let nobodys: String

    /// - Throws: `Fault` when libargon2 refuses the cost.
    package init(cost: Cost = Cost(), atOnce: Int = max(2, ProcessInfo.processInfo.activeProcessorCount), waiting: Int = 256) throws {
        self.cost = cost
        workers = Workers(atOnce, waiting: waiting)
        nobodys = try Argon2.hash("nobody's password", cost)
    }

    /// - Throws: `TooBusy`
    package func hash(_ password: String) async throws -> String {
        try await workers.run { [cost] in try Argon2.hash(password.precomposedStringWithCanonicalMapping, cost) }
    }

    /// Whether `password` is the one behind `hash`. An unknown account has no hash: give nil, and the answer is false after the same work.
    /// - Throws: `TooBusy`
    package func verify(_ password: String, against hash: String?) async throws -> Bool {
        let same = try await workers.run { [nobodys] in
            try Argon2.verify(password.precomposedStringWithCanonicalMapping, against: hash ?? nobodys)
        }
        return same && hash != nil
    }

    /// Whether `hash` was made at another cost than today's: hash the password anew while it is at hand.
    package func needsRehash(_ hash: String) -> Bool { !hash.hasPrefix(Argon2.prefix(cost)) }

    /// libargon2 could not: an unreadable hash, or no memory left.
    package struct Fault: Error { package let code: Int32 }
}

private enum Argon2 {
    static let saltLength = 16
    static let hashLength = 32

    static func prefix(_ cost: PasswordHash.Cost) -> String {
        "$argon2id$v=\(ARGON2_VERSION_13.rawValue)$m=\(cost.memory),t=\(cost.passes),p=\(cost.lanes)$"
    }

    static func hash(_ password: String, _ cost: PasswordHash.Cost) throws -> String {
        let salt = (0..<saltLength).map { _ in UInt8.random(in: .min ... .max) }
        let password = Array(password.utf8)
        let room = argon2_encodedlen(cost.passes, cost.memory, cost.lanes, UInt32(saltLength), UInt32(hashLength), Argon2_id)
        var encoded = [CChar](repeating: 0, count: room)
        let code = argon2id_hash_encoded(
            cost.passes, cost.memory, cost.lanes, password, password.count, salt, salt.count, hashLength, &encoded, encoded.count)
        guard code == ARGON2_OK.rawValue else { throw PasswordHash.Fault(code: code) }
        return String(decoding: encoded.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    static func verify(_ password: String, against hash: String) throws -> Bool {
        let password = Array(password.utf8)
        let code = argon2id_verify(hash, password, password.count)
        guard code == ARGON2_OK.rawValue || code == ARGON2_VERIFY_MISMATCH.rawValue else { throw PasswordHash.Fault(code: code) }
        return code == ARGON2_OK.rawValue
    }
}
