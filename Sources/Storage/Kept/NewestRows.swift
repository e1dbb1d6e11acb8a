/// Of two rows that this installation wrote, which is the one that stands now.
package enum RowAge: Sendable {
    case newest
    /// It was put back: it is read as absent.
    case older
    /// What is known does not reach as far as the transaction: it is left out, and nobody need hear of it.
    case unknown
}

/// Whoever follows the acts knows which code each row was left with, and is asked of every told row that is read.
package protocol NewestRows: Sendable {
    /// - Throws: what stops the whole transaction, to be run once more when more is known.
    func age(of row: [Value], _ code: [UInt8], in table: KeptTable) throws -> RowAge
}

extension Transaction {
    /// What this transaction reads from now on is held against other knowledge.
    package func trust(_ newest: any NewestRows) { notes.newest = newest }

    /// Whether nothing speaks against an authentic row's being the one that acts left.
    package func isNewest(_ values: [Value], _ code: [UInt8]?, _ table: KeptTable) throws -> Bool {
        if case .newest = try age(of: values, code, table) { true } else { false }
    }

    /// Of an authentic row.
    func age(of values: [Value], _ code: [UInt8]?, _ table: KeptTable) throws -> RowAge {
        guard table.isTold, let newest = notes.newest, let code, !keptChanges.wrote(code) else { return .newest }
        return try newest.age(of: values, code, in: table)
    }
}
