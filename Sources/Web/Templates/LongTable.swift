/// The rows of a long table, as texts by their column: fifty models of twelve fields take longer to encode than to show. Templates read a row as any
/// other object; an empty text is not there.
package struct LongTable<Column: CodingKey & CaseIterable & Sendable>: Codable, Sendable {
    private var rows: [[String]] = []

    /// - Parameter rows: each in the order of the columns; a closure that is asked for one column after the other takes three times as long.
    package init(rows: [[String]]) {
        assert(rows.allSatisfy { $0.count == Column.allCases.count })
        self.rows = rows
    }

    package init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        while !list.isAtEnd {
            let row = try list.nestedContainer(keyedBy: Column.self)
            rows.append(try Column.allCases.map { try row.decode(String.self, forKey: $0) })
        }
    }

    /// Whole into the tree of a view model.
    package func encode(to encoder: any Encoder) throws {
        guard let encoder = encoder as? ShownTreeEncoder else { return try rows.encode(to: encoder) }
        encoder.show(.table(ShownTable(names: Column.allCases.map(\.stringValue), rows: rows)))
    }
}

/// A long table in the tree of a view model.
package struct ShownTable: Sendable {
    let names: [String]
    /// Each in the order of `names`.
    let rows: [[String]]

    func find(_ name: String, of row: Int, from hint: inout Int) -> Shown? {
        if hint >= names.count || names[hint] != name {
            guard let place = names.firstIndex(of: name) else { return nil }
            hint = place
        }
        let text = rows[row][hint]
        hint += 1
        return text.isEmpty ? .nothing : .text(text)
    }
}
