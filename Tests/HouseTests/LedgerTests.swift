import Foundation
import Rules
import Storage
import Testing

@testable import Server

/// What the ledger knows of kinds of rows and of lists made for reading, it knows from their declarations.
@Suite struct LedgerTests {
    @Test func `every kind of row that is declared is in the list`() {
        let declared = Tree.sources.flatMap { $0.code.matches(of: /struct ([A-Za-z]+): (?:Ledger|Closable)Row\b/).map { String($0.output.1) } }
        #expect(declared.sorted() == RowKinds.all.types.map { "\($0)" }.sorted())
    }

    @Test func `every list made for reading is in the list`() {
        let declared = Tree.sources.flatMap { $0.code.matches(of: /struct ([A-Za-z]+): Projection\b/).map { String($0.output.1) } }
        #expect(declared.sorted() == Projections.all.map { "\(type(of: $0))" }.sorted())
    }

    @Test func `the ledger names no table of a list made for reading`() {
        let tables = Projections.all.flatMap { $0.tables.map(\.name) }
        #expect(!tables.isEmpty)
        for source in Tree.sources where source.path.hasPrefix("Sources/Server/Ledger/") {
            for literal in source.literals {
                let named = tables.filter { literal.text.contains($0) }
                #expect(named == [], "\(source.path)")
            }
        }
    }

    /// Names and user names are in lists; no act tells of them.
    @Test func `whoever writes a name or a user name tells the lists`() {
        let writers = Tree.sources.filter { source in
            source.path.hasPrefix("Sources/Server/")
                && source.code.contains("keep(") && source.literals.contains { $0.text.contains(/given_name|user_name/) }
        }
        #expect(writers.count == 2)
        for source in writers { #expect(source.code.contains("personChanged("), "\(source.path)") }
    }
}
