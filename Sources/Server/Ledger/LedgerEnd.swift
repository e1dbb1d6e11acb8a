import Standards
import Storage

/// The stored end of the ledger: one row, with the code that proves who wrote it. Read here, written here.
extension Transaction {
    /// What acts are added to, indexes follow and checkpoints sign.
    ///
    /// A storage that was opened without keys can record nothing and obeys nothing; it is told what is stored.
    /// - Throws: `UnauthenticLedger`.
    func frontier() throws -> MerkleFrontier {
        guard let stored = try storedEnd() else {
            // Without its end, acts would be forgotten one and all.
            guard try isEmptyLedger() else { throw UnauthenticLedger.head }
            return MerkleFrontier()
        }
        guard hasSealer else { return stored.frontier }
        guard let code = stored.code else { throw UnauthenticLedger.notVouchedFor }
        guard try sealer.isCode(code, of: [stored.frontier.bytes.bound], purpose: Self.purpose) else { throw UnauthenticLedger.head }
        return stored.frontier
    }

    /// Whether nothing was ever done here.
    func isEmptyLedger() throws -> Bool {
        try row("SELECT id FROM ledger", { _ in true }) == nil && row("SELECT position FROM acts LIMIT 1", { _ in true }) == nil
    }

    /// Whether the ledger has codes, right or wrong; what an earlier version left has none.
    package func isVouchedFor() throws -> Bool {
        guard let end = try storedEnd() else { return true }
        return end.code != nil
    }

    /// The head as it is stored, whoever wrote it: to be told, or held against acts.
    func storedHead() throws -> LedgerHead { LedgerHead(try storedEnd()?.frontier ?? MerkleFrontier()) }

    func store(_ frontier: MerkleFrontier) throws {
        let bytes = frontier.bytes
        let code = try sealer.code(of: [bytes.bound], purpose: Self.purpose)
        try pipeline(
            """
            INSERT INTO ledger (id, frontier, code) VALUES (1, \(bytes), \(code))
            ON CONFLICT (id) DO UPDATE SET frontier = excluded.frontier, code = excluded.code
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

    private func storedEnd() throws -> (frontier: MerkleFrontier, code: [UInt8]?)? {
        try row("SELECT frontier, code FROM ledger WHERE id = 1") { row in
            guard let frontier = MerkleFrontier(bytes: try row.bytes("frontier")) else {
                throw StorageFault.column(name: "frontier", problem: "is no frontier of a tree")
            }
            return (frontier, try row.optionalBytes("code"))
        }
    }

    private static var purpose: String { "ledger" }
}
