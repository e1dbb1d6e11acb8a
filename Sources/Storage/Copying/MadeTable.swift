/// A table that migrations made: its columns, and those that tell its rows apart. Its names come out of statements of the source, read back from a
/// database in which nobody else has been.
package struct MadeTable: Hashable, Sendable {
    package let name: String
    package let columns: [String]
    /// In the order in which rows are read; all columns, where no key is declared.
    package let key: [String]

    /// Every table that these migrations make, those that others refer to first; not the list of migrations.
    package static func made(by migrations: [Migration]) throws -> [MadeTable] {
        try SQLiteEngine.made(by: migrations) { tx in
            var (left, placed) = (try unordered(tx), [MadeTable]())
            while !left.isEmpty {
                let names = Set(left.map(\.table.name))
                let next = left.filter { $0.references.isDisjoint(with: names.subtracting([$0.table.name])) }
                guard !next.isEmpty else { throw StorageFault.statement("tables refer to each other in a circle: \(names.sorted())") }
                placed += next.map(\.table)
                left.removeAll { entry in next.contains { $0.table == entry.table } }
            }
            return placed
        }
    }

    private static func unordered(_ tx: borrowing Transaction) throws -> [(table: MadeTable, references: Set<String>)] {
        let names = try tx.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name") {
            try $0.text("name")
        }
        return try names.filter { $0 != Migrator.table }.map { name in
            let columns = try tx.rows("SELECT name, pk FROM pragma_table_info(\(name)) ORDER BY cid") { (try $0.text("name"), try $0.integer("pk")) }
            let references = try tx.rows("SELECT \"table\" AS target FROM pragma_foreign_key_list(\(name))") { try $0.text("target") }
            let key = columns.filter { $0.1 > 0 }.sorted { $0.1 < $1.1 }.map(\.0)
            return (MadeTable(name: name, columns: columns.map(\.0), key: key.isEmpty ? columns.map(\.0) : key), Set(references))
        }
    }

    /// What the key of a row says, as people are told of it: numbers, and bytes in hexadecimal. A text may be part of a name.
    func told(_ row: [Value]) -> String {
        let key = key.compactMap { column in columns.firstIndex(of: column).map { row[$0] } }
        return key.compactMap(\.told).joined(separator: ", ")
    }
}

extension Value {
    fileprivate var told: String? {
        switch self {
        case .null, .text: nil
        case .integer(let integer): "\(integer)"
        case .bytes(let bytes): bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }
}

extension Transaction {
    package func count(_ table: MadeTable) throws -> Int { try count("SELECT COUNT(*) FROM \(SQL(name: table.name))") }

    package func isEmpty(_ table: MadeTable) throws -> Bool {
        try row("SELECT 1 AS found FROM \(SQL(name: table.name)) LIMIT 1", { _ in true }) == nil
    }

    /// Every row in the order of its key.
    /// - Throws: `StorageFault.column` for what no column of ours can hold.
    func each(_ table: MadeTable, _ body: ([Value]) throws -> Void) throws {
        func list(_ names: [String]) -> SQL { names.map { SQL(name: $0) }.joined(separator: ", ") }
        try each("SELECT \(list(table.columns)) FROM \(SQL(name: table.name)) ORDER BY \(list(table.key))") { row in
            try body(table.columns.map { try row.value($0) })
        }
    }

    /// Every row, some at a time, as `insert` takes them.
    func batches(of table: MadeTable, _ body: ([Value]) throws -> Void) throws {
        let size = 1000 * table.columns.count
        var batch: [Value] = []
        try each(table) { row in
            batch += row
            guard batch.count >= size else { return }
            try body(batch)
            batch.removeAll(keepingCapacity: true)
        }
        if !batch.isEmpty { try body(batch) }
    }

    func insert(_ batch: [Value], into table: MadeTable) throws {
        try connection.insert(ManyRows(table: table.name, columns: table.columns, values: batch))
    }
}
