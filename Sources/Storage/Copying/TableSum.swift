import Crypto

/// How many rows a table holds and one hash over all of them: SHA-256 over the SHA-256 of each row, in the order of its key.
package struct TableSum: Hashable, Sendable {
    package let table: String
    package let rows: Int
    package let digest: [UInt8]

    package init(table: String, rows: Int, digest: [UInt8]) { (self.table, self.rows, self.digest) = (table, rows, digest) }
}

/// The beginning of a row's hash. Enough to find a row that was changed; whether one was, the sum says.
package struct RowMark: Hashable, Sendable {
    package static let size = 4
    package let bytes: [UInt8]
}

extension Transaction {
    /// What these tables hold now, in their order.
    package func sums(of tables: [MadeTable]) throws -> [TableSum] {
        var sums: [TableSum] = []
        for table in tables { sums.append(try sum(of: table)) }
        return sums
    }

    /// - Parameter body: told of each row's mark and key.
    package func sum(of table: MadeTable, _ body: (RowMark, _ key: () -> String) throws -> Void = { _, _ in }) throws -> TableSum {
        var (all, rows) = (SHA256(), 0)
        try each(table) { row in
            let digest = SHA256.hash(data: AuthenticatedMessage(row, table.name).bytes)
            digest.withUnsafeBytes { all.update(bufferPointer: $0) }
            rows += 1
            try body(RowMark(bytes: Array(digest.prefix(RowMark.size))), { table.told(row) })
        }
        return TableSum(table: table.name, rows: rows, digest: Array(all.finalize()))
    }
}
