import Foundation
import Storage

extension KeptTable {
    static let vouched = KeptTable("vouched", key: "id", columns: ["id", "vouched_at"])
}

/// Whether the rows of an installation that no act tells of were given codes: by the version that founded it, or once by `chatelaine vouch`.
/// A mark in the database says so to every node; one beside the keys says so where nobody who writes to the database can take it away.
enum Vouched {
    static func mark(in data: URL) -> URL { data.appending(path: "keys/vouched") }

    static func isMarked(in data: URL) -> Bool { FileManager.default.fileExists(atPath: mark(in: data).path) }

    /// Before anything of an installation is believed. One that holds nothing yet needs no vouching.
    /// - Throws: `NotVouched`, `VouchingLost`.
    static func require(_ storage: Storage, in data: URL) async throws {
        let state = try await storage.read { tx in try (tx.isVouched(), tx.isUntouched()) }
        if !state.0 {
            guard state.1 else { throw isMarked(in: data) ? VouchingLost() : NotVouched() as any Error }
            try await storage.write { tx in if try !tx.isVouched() { try tx.noteVouched(at: SystemClock.now()) } }
        }
        try keepMark(in: data)
    }

    static func keepMark(in data: URL) throws {
        guard !isMarked(in: data) else { return }
        try DurableFile.replace(
            mark(in: data), with: Data("The rows of this installation's database carry codes (docs/operations.md, vouch).\n".utf8))
    }
}

/// Rows of an earlier version carry no codes: nobody can tell who wrote them.
package struct NotVouched: Error, CustomStringConvertible {
    package var description: String {
        """
        This installation was made by an earlier version: nothing shows yet that its rows were written by it and by nobody else. \
        Run chatelaine vouch once, with the same --data and --database.
        """
    }
}

/// The database says no more that its rows carry codes, and it did.
package struct VouchingLost: Error, CustomStringConvertible {
    package var description: String {
        "The database does not carry this installation's mark any more: somebody has changed or replaced it. Restore a backup; do not vouch for it."
    }
}
