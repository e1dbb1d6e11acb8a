import Rules
package import Standards
import Storage

/// What somebody vouched for: nothing but their word, and the checkpoint, says that these acts are this installation's.
package struct VouchedActs: Hashable, Sendable {
    package let acts: Int64
    /// Those of them that the checkpoint does not count.
    package let uncounted: Int64
}

extension Transaction {
    /// Gives codes to every act that an earlier version left, and to the end of the ledger with what its rows add up to. To be called once, of an
    /// installation that nobody serves, after `Verification` without keys found nothing.
    /// - Throws: `AlreadyVouchedFor` when there are codes already; `LedgerFault`.
    package func vouchForActs(counted checkpoint: Checkpoint?) throws -> VouchedActs {
        guard try !isEmptyLedger() else { return VouchedActs(acts: 0, uncounted: 0) }
        guard try !isVouchedFor(), try row("SELECT position FROM acts WHERE authentication_code IS NOT NULL LIMIT 1", { _ in true }) == nil else {
            throw AlreadyVouchedFor()
        }
        let sealer = try sealer
        var (frontier, next, batch) = (MerkleFrontier(), Int64(0), [StoredAct]())
        repeat {
            batch = try rows("SELECT \(StoredAct.columns) FROM acts WHERE position >= \(next) ORDER BY position LIMIT 1000") { try StoredAct($0) }
            for stored in batch {
                guard stored.position == next, stored.salt == nil, stored.leaf == nil else {
                    throw LedgerFault.gap(expected: next, found: stored.position)
                }
                frontier.append(try stored.leafHash())
                if let checkpoint, checkpoint.size == frontier.count, checkpoint.root != frontier.root { throw LedgerFault.rootDiffers(at: next + 1) }
                let code = StoredAct.code(sealer, position: next, body: stored.body, salt: nil)
                try pipeline("UPDATE acts SET authentication_code = \(code) WHERE position = \(next)")
                next += 1
            }
        } while !batch.isEmpty
        let counted = Int64(checkpoint?.size ?? 0)
        guard counted <= next else { throw LedgerFault.missingActs(found: next, checkpoint: counted) }
        guard try storedHead() == LedgerHead(frontier) else { throw LedgerFault.frontierDiffers }
        try store(LedgerEnd(frontier: frontier, sums: try recomputedSums()))
        return VouchedActs(acts: next, uncounted: next - counted)
    }
}

extension Transaction {
    /// Gives the acts from a position on new codes where an older key made theirs. What has no code of this installation keeps what it has.
    /// - Returns: how many were renewed, and where to go on; nil after the last.
    func renewCodes(ofActsFrom position: Int64, most: Int) throws -> (renewed: Int, next: Int64?) {
        let sealer = try sealer
        let stored = try rows("SELECT \(StoredAct.columns) FROM acts WHERE position >= \(position) ORDER BY position LIMIT \(most)") {
            try StoredAct($0)
        }
        var renewed = 0
        for act in stored where act.code.map(sealer.needsNewCode) ?? false && act.isAuthentic(sealer) {
            let code = StoredAct.code(sealer, position: act.position, body: act.body, salt: act.salt, leaf: act.leaf)
            try pipeline("UPDATE acts SET authentication_code = \(code) WHERE position = \(act.position)")
            renewed += 1
        }
        return (renewed, stored.count < most ? nil : stored.last.flatMap { $0.position < .max ? $0.position + 1 : nil })
    }

    /// Writes the end of the ledger with the newest key, and what its rows add up to.
    /// - Throws: `UnaccountedRows` when they do not add up to what is stored.
    func renewEnd() throws {
        guard try !isEmptyLedger() else { return }
        try lock(about: LedgerHead.end)
        let end = try end()
        guard try end.sums.key != sealer.rowHashKey.identifier else { return }
        // Both of the same rows: what somebody puts in between two readings would be summed anew without ever having been compared.
        let sums = try recomputedSums(each: [rowHasher(for: end.sums), RowHasher(sealer.rowHashKey)])
        try sums[0].require(equalTo: end.sums)
        try store(LedgerEnd(frontier: end.frontier, sums: sums[1]))
    }
}

extension Transaction {
    /// Holds all rows against what the acts wrote, reading each once.
    /// - Throws: `UnaccountedRows`.
    func requireAccountedRows() throws {
        guard try !isEmptyLedger() else { return }
        let end = try end()
        try recomputedSums(each: [rowHasher(for: end.sums)])[0].require(equalTo: end.sums)
    }
}

extension RowSums {
    fileprivate func require(equalTo stored: RowSums) throws(UnaccountedRows) {
        if let kind = differing(from: stored).first { throw UnaccountedRows(kind: kind) }
    }
}

/// Codes are given once: whoever gives them again would vouch for what somebody else wrote since.
package struct AlreadyVouchedFor: Error, CustomStringConvertible {
    package init() {}
    package var description: String { "Somebody has vouched for this ledger already. Ask `chatelaine verify`." }
}
