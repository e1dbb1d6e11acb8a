import Storage

/// Holds every told row that is read against what a node knows. One of which it knows nothing is as one that differs.
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
        guard decisions.isNewest(code, of: row, in: table, newer) else {
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

extension DecisionService {
    /// Runs a transaction that reads kept rows as acts left them. What differs from what this node knows is perhaps newer, or read at an earlier moment:
    /// so it follows the ledger, and reads again. What differs then is an older row that was put back, and is read as absent.
    /// - Parameter run: is given the storage to read from, and whether it is run for the first time.
    func knowing<T>(_ run: (_ storage: Storage, _ isFirst: Bool) async throws -> T) async throws -> T {
        for attempt in 0..<2 {
            do { return try await run(storage.trusting(RowsAsFollowed(self, others: .thrown)), attempt == 0) } catch is OutdatedRow {
                try await load()
                try await catchUpWithAll()
            }
        }
        return try await run(storage.trusting(RowsAsFollowed(self, others: .older)), false)
    }
}
