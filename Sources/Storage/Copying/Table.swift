/// A table with every one of its columns, by literals of the source.
package struct Table: Sendable, CustomStringConvertible {
    let literal: StaticString
    let literals: [StaticString]
    package let name: String
    package let columns: [String]

    package init(_ name: StaticString, _ columns: StaticString...) { self.init(name, columns: columns) }

    package init(_ name: StaticString, columns: [StaticString]) {
        literal = name
        literals = columns
        self.name = name.description
        self.columns = columns.map(\.description)
    }

    package var description: String { name }

    fileprivate var sql: SQL { SQL(stringLiteral: literal) }
}

extension Transaction {
    package func count(_ table: Table) throws -> Int { try count("SELECT COUNT(*) FROM \(table.sql)") }

    package func isEmpty(_ table: Table) throws -> Bool { try row("SELECT 1 AS found FROM \(table.sql) LIMIT 1", { _ in true }) == nil }

    /// Deletes every row.
    package func empty(_ table: Table) throws { try run("DELETE FROM \(table.sql)") }

    /// Every row, some at a time, as `insert` takes them.
    func batches(of table: Table, _ body: ([Value]) throws -> Void) throws {
        let size = 1000 * table.columns.count
        var batch: [Value] = []
        try each("SELECT \(table.literals.map { SQL(stringLiteral: $0) }.joined(separator: ", ")) FROM \(table.sql)") { row in
            for column in table.columns { batch.append(try row.value(column)) }
            guard batch.count >= size else { return }
            try body(batch)
            batch.removeAll(keepingCapacity: true)
        }
        if !batch.isEmpty { try body(batch) }
    }

    func insert(_ batch: [Value], into table: Table) throws { try insert(into: table.literal, table.literals, batch) }
}
