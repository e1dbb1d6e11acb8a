import Standards

/// A table whose rows carry a code over all that matters in them, so that a row that this installation did not write gives nothing (docs/decisions/0031).
///
/// It is declared once: reading checks the code, writing makes it, and a store has no SQL of its own that writes such a row.
package struct KeptTable: Sendable, CustomStringConvertible {
    package let name: StaticString
    /// What tells its rows apart.
    package let key: [StaticString]
    /// Every column but the code, in the order in which rows are given and their codes are made. A later version adds columns at the end, and they may
    /// be null: the codes of the rows that are there stay true.
    package let columns: [StaticString]
    /// Those that are sealed, each with the purpose for which earlier versions sealed it, whatever the row.
    package let sealed: [(column: String, formerPurpose: String)]
    /// Nil where no act tells of its rows.
    let telling: Telling?

    let names: [String]
    let keyPlaces: [Int]
    let select: SQL

    package init(
        _ name: StaticString, key: StaticString..., columns: [StaticString], sealed: [(column: String, formerPurpose: String)] = [],
        told telling: Telling? = nil
    ) {
        (self.name, self.key, self.columns, self.sealed, self.telling) = (name, key, columns, sealed, telling)
        names = columns.map(\.description)
        keyPlaces = key.compactMap { key in columns.firstIndex { $0.description == key.description } }
        let list = (columns + ["code"]).map { SQL(stringLiteral: $0) }.joined(separator: ", ")
        select = "SELECT \(list) FROM \(SQL(stringLiteral: name))"
    }

    /// Whether the acts that change its rows tell their codes, and the codes are added up, so that an older row put back, and one that was deleted, are
    /// missed.
    package var isTold: Bool { telling != nil }

    /// What is to be done in a transaction that wrote rows which acts tell of.
    package struct Telling: Sendable {
        let written: @Sendable (borrowing Transaction) -> Void
        package init(_ written: @escaping @Sendable (borrowing Transaction) -> Void) { self.written = written }
    }

    /// With its code, as every table is listed.
    package var table: Table { Table(name, columns: columns + ["code"]) }

    package var description: String { name.description }

    /// What logs, faults and acts call a row: the table and its key.
    package func told(_ values: [Value]) -> String { told(key: keyValues(values)) }

    package func told(key: [Value]) -> String { "\(name)/\(key.map(\.told).joined(separator: "/"))" }

    /// For what a column is sealed in one row: it opens in no other row and no other column.
    package func purpose(of column: String, in key: [Value]) -> String { "\(told(key: key)).\(column)" }

    package func purpose(of column: String, ofRow values: [Value]) -> String { purpose(of: column, in: keyValues(values)) }

    package func keyValues(_ values: [Value]) -> [Value] { keyPlaces.map { values[$0] } }

    /// What follows the name of the table to read the next rows in the order of their keys.
    package func slice(after last: [Value]?, most: Int) -> SQL {
        let list = key.map { SQL(stringLiteral: $0) }.joined(separator: ", ")
        let place: SQL = last.map { "WHERE (\(list)) > (\($0.map { "\($0)" as SQL }.joined(separator: ", "))) " } ?? ""
        return "\(place)ORDER BY \(list) LIMIT \(most)"
    }

    package func code(of values: [Value], _ sealer: Sealer) -> [UInt8] { sealer.code(of: Self.covered(values), purpose: description) }

    package func isCode(_ code: [UInt8], of values: [Value], _ sealer: Sealer) -> Bool {
        sealer.isCode(code, of: Self.covered(values), purpose: description)
    }

    /// Rows as `Transaction.insert(coded:into:)` takes them.
    package func coded(_ rows: [Value], _ sealer: Sealer) -> [Value] {
        var coded: [Value] = []
        coded.reserveCapacity(rows.count / columns.count * (columns.count + 1))
        for start in stride(from: 0, to: rows.count, by: columns.count) {
            let row = Array(rows[start..<min(start + columns.count, rows.count)])
            coded += row
            coded.append(.bytes(code(of: row, sealer)))
        }
        return coded
    }

    /// Where columns stand in a row.
    package func places(_ columns: [String]) throws -> [Int] { try columns.map { try place(of: $0) } }

    func place(of column: String) throws -> Int {
        guard let place = names.firstIndex(of: column) else { throw StorageFault.column(name: column, problem: "is not a column of \(name)") }
        return place
    }

    package func isRow(_ key: [Value]) -> SQL {
        .all(zip(self.key, key).map { "\(SQL(stringLiteral: $0)) = \($1)" })
    }

    /// Nulls at the end say nothing: a column that a later version adds is null in the rows that are there.
    private static func covered(_ values: [Value]) -> [Value] {
        guard let last = values.lastIndex(where: { $0 != .null }) else { return [] }
        return last == values.count - 1 ? values : Array(values[...last])
    }
}

extension Value {
    /// In a log or a detail of an act. A text may stand there only where it names nobody.
    fileprivate var told: String {
        switch self {
        case .null: ""
        case .integer(let integer): String(integer)
        case .text(let text): Self.printable(text)
        case .bytes(let bytes): Base64URL.text(of: bytes)
        }
    }

    /// On one line of a log, whatever somebody put there; no key of ours is as long or holds such signs.
    private static func printable(_ text: String) -> String {
        let isPlain = text.utf8.count <= 200 && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        guard !isPlain else { return text }
        let scalars = text.unicodeScalars.prefix(200).map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }
        return String(String.UnicodeScalarView(scalars))
    }
}
