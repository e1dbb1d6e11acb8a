import Foundation
import Rules
import Testing

@testable import Server
@testable import Storage

/// The subset of SQL that both engines share (DESIGN §4).
@Suite struct SQLTests {
    private struct Statement {
        let path: String
        let text: String
    }

    private static let statements = Tree.sources.flatMap { source in
        source.literals.map { Statement(path: source.path, text: $0.text) }
    }.filter { $0.text.contains(/^\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|WITH|ALTER|DROP)\s/) }

    private static let tables = statements.filter { $0.text.contains("CREATE TABLE") && $0.path.contains("/Server/Schema/") }

    @Test func `pages are found by key, never by counting`() {
        #expect(Self.statements.count > 50)
        for statement in Self.statements { #expect(!statement.text.contains(/\bOFFSET\b/), "\(statement.path)") }
    }

    @Test func `every row has a 64-bit key made by the application, or is known by what it holds`() {
        #expect(!Self.tables.isEmpty)
        for table in Self.tables {
            let key =
                table.text.contains(/\((?:\s*)(?:id|person|position) BIGINT PRIMARY KEY/) || table.text.contains(/\(\s*digest BYTEA PRIMARY KEY/)
            #expect(key || table.text.contains(/PRIMARY KEY \([a-z_, ]+\)/), "\(table.path): \(table.text.prefix(60))")
            #expect(!table.text.contains(/(?i)AUTOINCREMENT|SERIAL|IDENTITY|rowid/), "\(table.path)")
        }
    }

    @Test func `columns are BIGINT, TEXT or BYTEA`() {
        for table in Self.tables {
            let types = table.text.matches(
                of: /[a-z_]+ (INTEGER|INT|BOOLEAN|REAL|DOUBLE|NUMERIC|DATE|TIMESTAMP[A-Z]*|DATETIME|BLOB|VARCHAR|CHAR|JSONB?|UUID)\b/)
            #expect(types.map { String($0.output.0) } == [], "\(table.path)")
        }
    }

    @Test func `nothing is stored code or of one engine only`() {
        for statement in Self.statements where !statement.path.contains("/Storage/") {
            let own = statement.text.matches(
                of: /\b(?:TRIGGER|PROCEDURE|PRAGMA|STRICT|WITHOUT ROWID|INSERT OR|REPLACE INTO|GLOB|ILIKE|datetime\(|now\(|RANDOM\()/)
            #expect(own.map { String($0.output) } == [], "\(statement.path)")
        }
    }

    /// Their statements are made of their declarations, in one file.
    @Test func `rows that give power are written by acts alone`() {
        let tables = Set(RowKinds.all.types.map { $0.tableText })
        for statement in Self.statements {
            let written = statement.text.matches(of: /(?:INSERT INTO|DELETE FROM) ([a-z_]+)\b/).map { String($0.output.1) }
            #expect(tables.intersection(written) == [], "\(statement.path)")
            // An e-mail address of a quality gives no power.
            let changed = statement.text.matches(of: /UPDATE ([a-z_]+) SET (?!email = )/).map { String($0.output.1) }
            #expect(tables.intersection(changed) == [], "\(statement.path)")
        }
        for source in Tree.sources {
            let bulk = source.literals(after: "insert(into: ") + source.literals(after: "into: ")
            #expect(tables.intersection(bulk) == [], "\(source.path)")
        }
    }

    @Test func `only the ledger writes a table whose name is not in the statement`() {
        let unnamed = Self.statements.filter { $0.text.contains(/(?:INSERT INTO|UPDATE|DELETE FROM) \u{FFFC}/) }
        let known: Set = [
            "Sources/Server/Ledger/RowStatements.swift", "Sources/Storage/Copying/Table.swift", "Sources/Storage/Kept/KeptWriting.swift",
            "Sources/Storage/ManyRows.swift",
        ]
        #expect(Set(unnamed.map(\.path)) == known)
    }

    /// The ledger and the decision index read and write many tables along measured ways of their own.
    @Test func `SQL stands in stores`() {
        let others = [
            "Sources/Server/Ledger/", "Sources/Server/Decisions/", "Sources/Server/Schema/", "Sources/Storage/",
            "Sources/Server/SignIn/Throttle.swift",
        ]
        let astray = Self.statements.filter { statement in
            !statement.path.hasSuffix("Store.swift") && !others.contains { statement.path.hasPrefix($0) }
        }
        #expect(Set(astray.map(\.path)).sorted() == [])
    }

    @Test func `each table is written by one feature`() {
        var writers: [String: Set<String>] = [:]
        for statement in Self.statements where statement.path.hasPrefix("Sources/Server/") && !statement.path.contains("/Schema/") {
            for match in statement.text.matches(of: /\b(?:INSERT INTO|UPDATE|DELETE FROM) ([a-z_]+)\b/) {
                writers[String(match.output.1), default: []].insert(Self.feature(statement.path))
            }
        }
        for source in Tree.sources where source.path.hasPrefix("Sources/Server/") {
            for table in source.literals(after: "into: ") { writers[table, default: []].insert(Self.feature(source.path)) }
        }
        #expect(writers.count > 8)
        for (table, features) in writers { #expect(features.count == 1, "\(table): \(features.sorted())") }
    }

    private static func feature(_ path: String) -> String { path.split(separator: "/").dropFirst(2).first.map(String.init) ?? path }

    /// `Transaction.keep` makes their codes.
    @Test func `no statement but those of the storage writes a row that carries a code`() {
        let kept = Set(Schema.kept.map(\.description))
        for statement in Self.statements where !statement.path.contains("/Schema/") {
            let written = statement.text.matches(of: /\b(?:INSERT INTO|UPDATE) ([a-z_]+)\b/).map { String($0.output.1) }
            #expect(kept.intersection(written) == [], "\(statement.path)")
        }
        for source in Tree.sources { #expect(kept.intersection(source.literals(after: "insert(into: ")) == [], "\(source.path)") }
    }

    @Test func `every table says how its rows are known to be ours`() {
        for table in Schema.tables {
            let authenticity = Schema.authenticity(of: table.name)
            #expect(authenticity != nil, "\(table): say in Schema/Authenticity.swift why its rows can be believed, or give no power")
            if case .code(let kept) = authenticity { #expect(kept.table.columns == table.columns) }
            if case .givesNoPower(let reason) = authenticity { #expect(reason.description.count > 20) }
        }
    }

    /// But that what an earlier version left gets its codes.
    @Test func `acts are never changed or deleted`() {
        for statement in Self.statements {
            #expect(!statement.text.contains(/(?:UPDATE acts SET (?!authentication_code = )|DELETE FROM acts\b)/), "\(statement.path)")
        }
    }
}

extension LedgerRow {
    fileprivate static var tableText: String { kind.table.description }
}
