import Foundation
import Testing

@testable import Server

@Suite struct PasswordHashTests {
    /// Light enough to hash often; the real cost is tried once.
    let hashing: PasswordHash
    init() throws { hashing = try PasswordHash(cost: .init(memory: 1024, passes: 2), atOnce: 2) }

    @Test func `Sofie's password opens, another does not`() async throws {
        let hash = try await hashing.hash("Tournesol#2026")
        #expect(try await hashing.verify("Tournesol#2026", against: hash))
        #expect(try await !hashing.verify("tournesol#2026", against: hash))
        #expect(try await !hashing.verify("", against: hash))
    }

    @Test func `the same password never hashes twice alike`() async throws {
        #expect(try await hashing.hash("Tournesol#2026") != hashing.hash("Tournesol#2026"))
    }

    @Test func `a hash made by another implementation is understood`() async throws {
        // libargon2's own test vector: m=2^16, t=2, p=1, salt "somesalt".
        let hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
        #expect(try await hashing.verify("password", against: hash))
        #expect(try await !hashing.verify("Password", against: hash))
    }

    @Test func `the cost is OWASP's minimum unless told otherwise, and is in the hash`() async throws {
        let hash = try await PasswordHash().hash("Tournesol#2026")
        #expect(hash.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
    }

    @Test func `a hash made at a lower cost opens and asks to be made anew`() async throws {
        let dearer = try PasswordHash(cost: .init(memory: 2048, passes: 2))
        let hash = try await hashing.hash("Tournesol#2026")
        #expect(!hashing.needsRehash(hash))
        #expect(dearer.needsRehash(hash))
        #expect(try await dearer.verify("Tournesol#2026", against: hash))
    }

    @Test func `accents open however the keyboard composes them`() async throws {
        let hash = try await hashing.hash("H\u{e9}l\u{e8}ne aime lire")
        #expect(try await hashing.verify("He\u{301}le\u{300}ne aime lire", against: hash))
    }

    @Test func `a nought byte does not cut a password short`() async throws {
        let hash = try await hashing.hash("Tourne\0sol#2026")
        #expect(try await !hashing.verify("Tourne\0another", against: hash))
    }

    @Test func `an unknown account costs the work of a wrong password, and is refused even for the right one`() async throws {
        // Time itself is not measured here: it depends on what else the machine does. The same work is the same parameters.
        #expect(!hashing.needsRehash(hashing.nobodys))
        #expect(try await !hashing.verify("nobody's password", against: nil))
        #expect(try await hashing.verify("nobody's password", against: hashing.nobodys))
    }

    @Test func `an unreadable hash is a fault, not a refusal`() async {
        await #expect(throws: PasswordHash.Fault.self) { try await hashing.verify("Tournesol#2026", against: "not a hash") }
    }

    @Test func `many at once all get their answer`() async throws {
        let hash = try await hashing.hash("Tournesol#2026")
        let answers = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<40 {
                group.addTask { try await hashing.verify(number.isMultiple(of: 2) ? "Tournesol#2026" : "wrong", against: hash) }
            }
            return try await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(answers.filter { $0 }.count == 20)
    }
}
