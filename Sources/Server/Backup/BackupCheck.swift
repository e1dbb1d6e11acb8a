import Storage

/// Holds the rows of a backup against its manifest, and says which row is another.
extension Transaction {
    /// - Throws: `BackupFault`, naming table and row.
    func require(_ manifest: Manifest, _ migrations: [Migration], _ tables: [MadeTable]) throws {
        guard manifest.migrations == migrations.map(\.name), manifest.sums.map(\.table) == tables.map(\.name) else {
            throw BackupFault.manifestForged
        }
        for (table, signed) in zip(tables, manifest.sums) {
            let found: TableSum
            do { found = try sum(of: table) } catch StorageFault.column(let column, _) {
                throw BackupFault.unreadable(table: table.name, column: column)
            }
            guard found == signed else { throw try difference(in: table) }
        }
    }

    /// The first row that the marks do not tell of, or the place where one is missing.
    private func difference(in table: MadeTable) throws -> BackupFault {
        let marks = try backupMarks(of: table)
        let size = RowMark.size
        func isMarked(_ mark: RowMark, at row: Int) -> Bool {
            marks.count >= (row + 1) * size && marks[(row * size)..<((row + 1) * size)].elementsEqual(mark.bytes)
        }
        var (row, last) = (0, String?.none)
        var different: (mark: RowMark, key: String)?
        var fault: BackupFault?
        _ = try sum(of: table) { mark, key in
            defer { row += 1 }
            guard fault == nil else { return }
            if let different {
                // The one after tells whether the first was added, is missing or is only another.
                let isAdded = isMarked(mark, at: row - 1) && !isMarked(mark, at: row)
                fault = isAdded ? .rowAdded(table: table.name, row: different.key) : .rowChanged(table: table.name, row: different.key)
            } else if !isMarked(mark, at: row) {
                if isMarked(mark, at: row + 1) {
                    fault = .rowMissing(table: table.name, after: last)
                } else {
                    different = (mark, key())
                }
            } else {
                last = key()
            }
        }
        if let fault { return fault }
        if let different {
            return marks.count < row * size ? .rowAdded(table: table.name, row: different.key) : .rowChanged(table: table.name, row: different.key)
        }
        return marks.count > row * size ? .rowMissing(table: table.name, after: last) : .tableChanged(table.name)
    }
}
