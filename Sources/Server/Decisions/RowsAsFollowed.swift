import Storage

/// Holds every told row that is read against what a node knows. One of which it knows nothing, in a table that it knows whole, is as one that differs.
struct RowsAsFollowed: NewestRows {
    /// What a row is that differs.
    enum Others {
        /// Perhaps newer than what the node has followed: the transaction is to be run again when it has.
        case thrown
        case older
        case unknown
    }

    private let decisions: DecisionService
    private let newer: [UInt64: UInt64]
    private let others: Others

    init(_ decisions: DecisionService, newer: [UInt64: UInt64] = [:], others: Others) {
        (self.decisions, self.newer, self.others) = (decisions, newer, others)
    }

    func age(of row: [Value], _ code: [UInt8], in table: KeptTable) throws -> RowAge {
        guard decisions.isNewest(code, of: row, in: table, newer) ?? !KnownRows.isWhole(table) else {
            switch others {
            case .thrown: throw OutdatedRow()
            case .older: return .older
            case .unknown: return .unknown
            }
        }
        return .newest
    }
}

/// A row and what this node knows of it differ.
struct OutdatedRow: Error {}
