import Foundation
import Rules
import Testing

/// What follows in the ledger from the declaration of a kind of row.
@Suite struct RowKindTests {
    private static let kinds = RowKinds(RowKinds.all.types + [Locker.self])
    private static let locker = Locker(id: .init(rawValue: 9), entity: .init(rawValue: 11), colour: .red, note: "a/b")

    private static func act(_ changes: Change...) -> Act {
        Act(
            id: .init(rawValue: 5), code: .userEdited, at: Cast.morning, actor: Cast.jan, authority: .oneself, entity: Cast.linde.id, changes: changes
        )
    }

    private static func json(_ change: String) -> [UInt8] {
        let (head, tail) = (
            #"{"actor":"2","at":1772442000000000,"authority":"oneself","changes":["#, #"],"code":"user.edited","details":{},"entity":"11","id":"5"}"#
        )
        return Array((head + change + tail).utf8)
    }

    static let written: [(Change, String)] = [
        (.opened(locker), #"{"change":"locker.opened","colour":"red","entity":"11","id":"9","note":"a/b"}"#),
        (
            .opened(Locker(id: .init(rawValue: 9), entity: .init(rawValue: 11), colour: .lightBlue, note: nil)),
            #"{"change":"locker.opened","colour":"light-blue","entity":"11","id":"9"}"#
        ),
        (
            .opened(Locker(id: .init(rawValue: 9), entity: .init(rawValue: 11), colour: .red, note: "é\"\\")),
            #"{"change":"locker.opened","colour":"red","entity":"11","id":"9","note":"é\"\\"}"#
        ),
        (.closed(locker.id), #"{"change":"locker.closed","id":"9"}"#),
    ]

    @Test(arguments: written) func `a declared kind is written in the ledger and read again`(_ change: Change, _ text: String) throws {
        let act = Self.act(change)
        #expect(try act.canonicalBytes() == Self.json(text))
        #expect(try Act(canonicalBytes: Self.json(text), of: Self.kinds) == act)
    }

    @Test(arguments: written) func `what is not in the list of kinds cannot be read`(_ change: Change, _ text: String) {
        #expect(throws: DecodingError.self) { try Act(canonicalBytes: Self.json(text)) }
    }

    @Test(arguments: [
        #"{"change":"locker.opened","colour":"red","entity":"11","note":"a/b","id":"9"}"#,
        #"{"change":"locker.opened","colour":"green","entity":"11","id":"9"}"#, #"{"change":"locker.opened","colour":"red","id":"9"}"#,
        #"{"change":"locker.opened","colour":"red","entity":"11"}"#, #"{"change":"locker.opened","colour":"red","entity":"011","id":"9"}"#,
        #"{"change":"locker.opened","colour":"red","entity":"11","extra":"1","id":"9"}"#,
        #"{"change":"locker.opened","colour":"red","entity":"11","id":"9","note":null}"#,
        #"{"change":"locker.opened","colour":"red","colour":"red","entity":"11","id":"9"}"#, #"{"change":"locker.closed","colour":"red","id":"9"}"#,
        #"{"change":"locker.moved","id":"9"}"#, #"{"id":"9"}"#, #"{"change":"locker.closed"}"#, #"{"change":"locker.closed","id":9}"#,
    ]) func `anything else is refused, even if it would mean the same`(_ text: String) {
        #expect(throws: DecodingError.self) { try Act(canonicalBytes: Self.json(text), of: Self.kinds) }
    }

    /// No act ends them yet, so no ledger may say so.
    @Test(arguments: ["registration", "quality"]) func `what nothing closes cannot be closed in the ledger either`(_ kind: String) {
        #expect(throws: DecodingError.self) { try Act(canonicalBytes: Self.json(#"{"change":"\#(kind).closed","id":"9"}"#)) }
    }

    @Test func `rows of different kinds with one key are different changes`() {
        let (block, grant) = (Change.closed(Block.ID(rawValue: 7)), Change.closed(Grant.ID(rawValue: 7)))
        #expect(block != grant)
        #expect(Set([block, grant, block]).count == 2)
        #expect(grant.closed(Block.self) == nil && grant.closed(Grant.self) == Grant.ID(rawValue: 7))
        #expect(Change.opened(Self.locker).opened(Block.self) == nil && Change.opened(Self.locker).opened(Locker.self) == Self.locker)
    }

    @Test func `kinds have names, tables and columns of their own`() {
        let types = RowKinds.all.types
        #expect(Set(types.map { $0.name }).count == types.count)
        #expect(Set(types.map { $0.tableText }).count == types.count)
        for type in types { #expect(Set(type.columnNames).isDisjoint(with: ["id", "change", "open", "opened_by", "closed_by"])) }
    }

    @Test func `a kind that others refer to comes before them`() throws {
        for (index, type) in RowKinds.all.types.enumerated() {
            if let parent = type.parent { #expect(try RowKinds.all.index(of: parent) < index, "\(type)") }
        }
    }
}

extension LedgerRow {
    fileprivate static var tableText: String { kind.table.description }
    fileprivate static var columnNames: [String] { kind.columns.map { $0.name.description } }
    fileprivate static var parent: (any LedgerRow.Type)? {
        guard case .parent(let type, _) = kind.place else { return nil }
        return type
    }
}

/// A kind of row that the product does not have.
private struct Locker: ClosableRow {
    enum Colour: String, Hashable, ColumnValue { case red, lightBlue = "light-blue" }

    let id: Key<Locker>
    let entity: Entity.ID
    let colour: Colour
    let note: String?

    static let kind = RowKind<Locker>(
        "locker", table: "lockers", in: .entity(\.entity), Column("entity", \.entity), Column("colour", \.colour), Column("note", \.note),
        row: { Locker(id: $0, entity: $1, colour: $2, note: $3) })
}
