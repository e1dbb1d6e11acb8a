import Storage
import Testing

@testable import Server

/// What is done to the rows of one table, and what is expected of it.
struct Tampering: Sendable, CustomStringConvertible {
    enum Kind: String, Sendable, CaseIterable { case update, replay, delete, insert, swap }

    let kind: Kind
    let table: MadeTable
    /// Taken away.
    let former: [[Value]]
    /// Put there instead.
    let rows: [[Value]]

    var description: String { "\(kind) in \(table.name): \(former) → \(rows)" }

    /// Whether `verify` says so. Of the others `Authenticity` says why nobody may do more by them, or they only ever last for a while.
    var isNamed: Bool {
        switch Schema.authenticity(of: table.name) {
        case .fromActs, .ledger: true
        // An older row and a missing one are told by acts, or worth nothing: sessions, drafts and forms that somebody typed.
        case .code(let kept): kept.isTold || kind == .insert || kind == .swap || kept.description == "vouched"
        case .givesNoPower, nil: false
        }
    }

    /// What a fault must say.
    func isNamed(in fault: any Error) -> Bool {
        switch Schema.authenticity(of: table.name) {
        case .code: "\(fault)".contains("\(table.name)/") || fault is VouchingLost
        case .fromActs:
            "\(fault)".contains(table.name)
                || Projections.all.contains { $0.tables.contains { $0.name == table.name } && "\(fault)".contains($0.name) }
        // What cannot be read is told by its column.
        default: fault is LedgerFault || fault is StorageFault
        }
    }

    static func all(_ kind: Kind, in town: ChangedTown) -> [Tampering] {
        town.writer.tables.flatMap { table in all(kind, table, town.before[table.name] ?? [], town.after[table.name] ?? []) }
    }

    private static func all(_ kind: Kind, _ table: MadeTable, _ before: [[Value]], _ after: [[Value]]) -> [Tampering] {
        let keys = Dictionary(after.map { (table.keyValues($0), $0) }) { first, _ in first }
        switch kind {
        case .update:
            // Every column of kept rows: `KeptRowsAdversaryTests`.
            guard let row = after.last, !Schema.kept.contains(where: { $0.description == table.name }) else { return [] }
            return table.columns.indices.filter { !table.key.contains(table.columns[$0]) }.map { place in
                var changed = row
                changed[place] = DatabaseWriter.others(than: row[place], among: after.map { $0[place] })[0]
                return Tampering(kind: kind, table: table, former: [row], rows: [changed])
            }
        case .replay:
            let known = Set(after)
            return before.filter { !known.contains($0) }.map { row in
                Tampering(kind: kind, table: table, former: keys[table.keyValues(row)].map { [$0] } ?? [], rows: [row])
            }
        case .delete:
            let known = Set(before)
            // What was changed, where anything ever is.
            let changed = after.filter { !known.contains($0) }.suffix(4)
            return (changed.isEmpty ? after.prefix(1) : changed).map { Tampering(kind: kind, table: table, former: [$0], rows: []) }
        case .insert:
            guard let row = after.last else { return [] }
            return [Tampering(kind: kind, table: table, former: [], rows: [forged(row, table)])]
        case .swap:
            guard let one = after.first, let other = after.last, table.key.count < table.columns.count, one != other else { return [] }
            return [Tampering(kind: kind, table: table, former: [one, other], rows: [joined(one, other, table), joined(other, one, table)])]
        }
    }

    /// One row's key with what stands in another.
    private static func joined(_ key: [Value], _ rest: [Value], _ table: MadeTable) -> [Value] {
        table.columns.indices.map { table.key.contains(table.columns[$0]) ? key[$0] : rest[$0] }
    }

    /// Like that row, under another key, and another in whatever must be unique.
    private static func forged(_ row: [Value], _ table: MadeTable) -> [Value] {
        zip(table.columns, row).map { column, value in
            switch value {
            case .integer(let integer) where table.key.contains(column) || column == "assignment": .integer(integer + 1)
            case .text(let text) where table.key.contains(column) || ["user_name", "number"].contains(column): .text(text + "x")
            case .bytes(let bytes) where table.key.contains(column) || column == "ssin_lookup": .bytes(bytes.map { $0 ^ 0xFF })
            default: value
            }
        }
    }
}
