import Standards
import Storage

/// The stored end of the ledger: one row, with the code that proves who wrote it. Read here, written here.
extension Transaction {
    /// What acts are added to, indexes follow and checkpoints sign.
    ///
    /// A storage that was opened without keys can record nothing and obeys nothing; it is told what is stored.
    /// - Throws: `UnauthenticLedger`.
    func frontier() throws -> MerkleFrontier { try authenticEnd()?.frontier ?? MerkleFrontier() }

    /// What the open rows of each kind add up to, as of the end of the ledger.
    /// - Throws: `UnauthenticLedger`; `SealingFault`.
    func rowSums() throws -> RowSums { try sums(of: authenticEnd()) }

    private func sums(of end: StoredEnd?) throws -> RowSums {
        guard let end else { return RowSums(key: try sealer.rowHashKey.identifier) }
        guard let sealed = end.sums else { throw UnauthenticLedger.notVouchedFor }
        guard let sums = RowSums(text: try sealer.open(sealed, purpose: Self.sumsPurpose)) else { throw UnauthenticLedger.head }
        return sums
    }

    /// Nil while there is no act.
    private func authenticEnd() throws -> StoredEnd? {
        guard let stored = try storedEnd() else {
            // Without its end, acts would be forgotten one and all.
            guard try isEmptyLedger() else { throw UnauthenticLedger.head }
            return nil
        }
        guard hasSealer else { return stored }
        guard let code = stored.code else { throw UnauthenticLedger.notVouchedFor }
        guard try sealer.isCode(code, of: stored.proven, purpose: Self.purpose) else { throw UnauthenticLedger.head }
        return stored
    }

    /// Whether nothing was ever done here.
    func isEmptyLedger() throws -> Bool {
        try row("SELECT id FROM ledger", { _ in true }) == nil && row("SELECT position FROM acts LIMIT 1", { _ in true }) == nil
    }

    /// Whether the ledger has codes, right or wrong; what an earlier version left has none.
    package func isVouchedFor() throws -> Bool {
        guard let end = try storedEnd() else { return true }
        return end.code != nil && end.sums != nil
    }

    /// The head as it is stored, whoever wrote it: to be told, or held against acts.
    func storedHead() throws -> LedgerHead { LedgerHead(try storedEnd()?.frontier ?? MerkleFrontier()) }

    /// What acts of this transaction are added to: what it has grown to, or what is stored.
    func end() throws -> LedgerEnd {
        if let growth { return growth.end }
        let stored = try authenticEnd()
        return LedgerEnd(frontier: stored?.frontier ?? MerkleFrontier(), sums: try sums(of: stored))
    }

    /// Writes the end when the transaction ends: how far the ledger has grown, and what its rows and the codes of kept rows add up to then.
    func storeEndLastly() {
        lastly { tx in
            // Where kept rows were written that no act tells of, nothing has kept others from the end so far.
            if tx.growth == nil { try tx.lock(about: LedgerHead.end) }
            var end = try tx.end()
            let hasher = try tx.rowHasher(for: end.sums)
            tx.summed.take(into: &end.sums, hasher)
            end.sums.take(tx.takeKeptChanges(), hasher)
            if var growth = tx.growth {
                growth.end = end
                tx.notes[LedgerGrowth.self] = growth
            }
            try tx.store(end)
        }
    }

    func store(_ end: LedgerEnd) throws {
        let end = StoredEnd(frontier: end.frontier, sums: try sealer.seal(end.sums.text, purpose: Self.sumsPurpose), code: nil)
        let code = try sealer.code(of: end.proven, purpose: Self.purpose)
        try pipeline(
            """
            INSERT INTO ledger (id, frontier, sums, code) VALUES (1, \(end.frontier.bytes), \(end.sums), \(code))
            ON CONFLICT (id) DO UPDATE SET frontier = excluded.frontier, sums = excluded.sums, code = excluded.code
            """)
    }

    /// The acts from a position to the end are this installation's, and none stands behind the end.
    /// - Throws: `UnauthenticLedger`.
    func requireAuthenticActs(from position: Int64) throws {
        let (size, sealer) = (try ledgerHead().size, try sealer)
        var next = max(0, min(position, size))
        try each("SELECT \(StoredAct.columns) FROM acts WHERE position >= \(next) ORDER BY position") {
            let stored = try StoredAct($0)
            guard stored.position == next, next < size, stored.isAuthentic(sealer) else { throw UnauthenticLedger.act(position: next) }
            next += 1
        }
        guard next == size else { throw UnauthenticLedger.act(position: next) }
    }

    /// The act behind which others are added is there and is this installation's: added to, a hole would be found by `verify` alone.
    /// - Throws: `UnauthenticLedger`.
    func requireAuthenticAct(at position: Int64) throws {
        let sealer = try sealer
        let isAuthentic = try row("SELECT \(StoredAct.columns) FROM acts WHERE position = \(position)") { try StoredAct($0).isAuthentic(sealer) }
        guard isAuthentic == true else { throw UnauthenticLedger.act(position: position) }
    }

    private func storedEnd() throws -> StoredEnd? {
        try row("SELECT frontier, sums, code FROM ledger WHERE id = 1") { row in
            guard let frontier = MerkleFrontier(bytes: try row.bytes("frontier")) else {
                throw StorageFault.column(name: "frontier", problem: "is no frontier of a tree")
            }
            return StoredEnd(frontier: frontier, sums: try row.optionalBytes("sums"), code: try row.optionalBytes("code"))
        }
    }

    private static var purpose: String { "ledger" }
    private static var sumsPurpose: String { "ledger.sums" }
}

/// Where the ledger ends: the tree so far, and what the open rows add up to.
struct LedgerEnd: Sendable {
    var frontier: MerkleFrontier
    var sums: RowSums
}

/// The one row of `ledger`.
private struct StoredEnd {
    let frontier: MerkleFrontier
    /// Sealed. What an earlier version left has neither sums nor code.
    let sums: [UInt8]?
    let code: [UInt8]?

    /// What the code is of.
    var proven: [Value] { [frontier.bytes.bound, sums.bound] }
}
