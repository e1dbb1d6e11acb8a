import Foundation
package import Storage

extension KeptTable {
    static let vouched = KeptTable("vouched", key: "id", columns: ["id", "vouched_at"])
}

/// Whether the rows of an installation that no act tells of were given codes: by the version that founded it, or once by `chatelaine vouch`.
/// A mark in the database says so to every node; one beside the keys says so where nobody who writes to the database can take it away.
enum Vouched {
    static func isMarked(in data: URL) -> Bool { isThere(mark, data) }

    /// Whether the end of the ledger says what kept rows add up to. One that has said so once does so ever after; one that does not is of before.
    /// - Throws: `UnauthenticLedger.uncounted`.
    @discardableResult
    static func requireCounted(_ tx: borrowing Transaction, in data: URL) throws -> Bool {
        let isCounted = try tx.countsKeptRows()
        guard isCounted || !isThere(counted, data) else { throw UnauthenticLedger.uncounted }
        return isCounted
    }

    static func keepMark(in data: URL) throws {
        try keep(mark, data, "The rows of this installation's database carry codes (docs/operations.md, vouch).\n")
    }

    static func keepCounted(in data: URL) throws {
        try keep(counted, data, "The end of the ledger says what the codes of this installation's rows add up to.\n")
    }

    /// The marks beside the keys, where they are gone.
    /// - Returns: the files that were.
    static func putBack(in data: URL, counted isCounted: Bool) throws -> [String] {
        let missing = [mark, counted].filter { !isThere($0, data) && ($0 == mark || isCounted) }
        if missing.contains(mark) { try keepMark(in: data) }
        if missing.contains(counted) { try keepCounted(in: data) }
        return missing
    }

    private static let (mark, counted) = ("keys/vouched", "keys/counted")

    private static func isThere(_ file: String, _ data: URL) -> Bool { FileManager.default.fileExists(atPath: data.appending(path: file).path) }

    private static func keep(_ file: String, _ data: URL, _ text: String) throws {
        if !isThere(file, data) { try DurableFile.replace(data.appending(path: file), with: Data(text.utf8)) }
    }
}

extension Transaction {
    /// The rows here carry codes.
    package func isVouched() throws -> Bool { try keptRow(.vouched, "WHERE id = 1", { _ in true }) ?? false }

    func noteVouched(at now: Date) throws { try keep([1.bound, now.bound], in: .vouched) }

    /// Whether the end of the ledger says what kept rows add up to; an empty one need not.
    func countsKeptRows() throws -> Bool { try isEmptyLedger() || rowSums().countsKept }
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
        """
        The mark in the table vouched is missing, or was not made with keys/sealing. If that file is the right one, somebody has changed or replaced the \
        database: restore a backup; do not vouch for it.
        """
    }
}
