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
}
