import Crypto
import Foundation
package import Rules
package import Standards
package import Storage

/// Recomputes the ledger from its bytes and holds every row that gives power against the acts that opened and closed it, and every kept row against what
/// acts told of it. Needs nothing but the database, the checkpoint and its public key: no trust in the operator. With the installation's keys, the codes
/// of acts and rows are checked too.
package struct Verification {
    package let checkpoint: Checkpoint?
    private let kinds: RowKinds

    package init(checkpoint: Checkpoint?, of kinds: RowKinds = .all) { (self.checkpoint, self.kinds) = (checkpoint, kinds) }

    /// The head that was found good.
    /// - Throws: the `LedgerFault` of the first check that finds one.
    package func run(_ tx: borrowing Transaction) throws -> LedgerHead {
        // Known before the acts are read: one statement is under way while they are.
        var judgement = Judgement(kinds, try tx.legalFunctions())
        var (unlawful, told) = (UnlawfulActs(), ToldRows(Schema.kept))
        var (frontier, faults) = (MerkleFrontier(), FoundFaults())
        // Without keys nobody can check codes.
        let sealer = tx.hasSealer ? try tx.sealer : nil
        if sealer != nil, try tx.isVouchedFor() == false { throw LedgerFault.notVouchedFor }
        try tx.each(
            "SELECT \(StoredAct.columns), id, code, at, actor, authority_kind, authority_key, entity, quality, subject FROM acts ORDER BY position"
        ) {
            let stored = try StoredAct($0)
            let position = stored.position
            guard position == Int64(frontier.count) else { throw LedgerFault.gap(expected: Int64(frontier.count), found: position) }
            frontier.append(try stored.leafHash())
            if let checkpoint, checkpoint.size == frontier.count, checkpoint.root != frontier.root {
                // Which act it was, if that is known, says more.
                try faults.throwAny()
                throw LedgerFault.rootDiffers(at: position + 1)
            }
            let isAuthentic = sealer.map { stored.isAuthentic($0) } ?? true
            // What was erased is nothing any more but its leaf.
            guard !stored.isErased || !isAuthentic else { return }
            guard let act = try? Act(canonicalBytes: stored.body, of: kinds) else { return faults.add(.unreadableAct(position: position)) }
            if let column = try Self.differing(act, $0) { faults.add(.columnDiffers(position: position, column: column)) }
            let rule = try judgement.rule(against: act)
            told.follow(act)
            if let rule = isAuthentic ? rule : .unauthentic { unlawful.add(UnlawfulAct(position: position, code: act.code, rule: rule)) }
        }
        try faults.throwAny()
        let head = LedgerHead(size: Int64(frontier.count), root: frontier.root)
        if let checkpoint, checkpoint.size > frontier.count { throw LedgerFault.missingActs(found: head.size, checkpoint: Int64(checkpoint.size)) }
        try unlawful.throwAny()
        guard try tx.storedHead() == head else { throw LedgerFault.frontierDiffers }
        do { if sealer != nil { _ = try tx.ledgerHead() } } catch is UnauthenticLedger { throw LedgerFault.unauthenticHead }
        try judgement.replay.compare(tx)
        try told.compare(tx)
        if sealer != nil {
            let sums = try tx.rowSums()
            for kind in try tx.recomputedSums(tx.rowHasher(for: sums), kinds).differing(from: sums) { faults.add(.sumDiffers(kind)) }
            try faults.throwAny()
        }
        let changes = try tx.row("SELECT COUNT(*) AS count, MIN(position) AS first, MAX(position) AS last FROM register_changes") {
            (try $0.integer("count"), try $0.optionalInteger("first"), try $0.optionalInteger("last"))
        }
        if let (count, first, last) = changes, count > 0, first != 0 || last != count - 1 { throw LedgerFault.registerChanges }
        for projection in Projections.all where try !projection.isTrue(tx) {
            faults.add(.projectionDiffers(projection.name, from: projection.sources))
        }
        try faults.throwAny()
        return head
    }

    /// The first column that does not hold what the act says.
    private static func differing(_ act: Act, _ row: Columns) throws -> String? {
        let columns: [(String, Bool)] = [
            ("id", try row.integer("id") == act.id.rawValue), ("code", try row.text("code") == act.code.rawValue),
            ("at", try row.integer("at") == Act.microseconds(act.at)), ("actor", try row.optionalInteger("actor") == act.actor?.rawValue),
            ("authority_kind", try row.text("authority_kind") == act.authority.kind),
            ("authority_key", try row.optionalInteger("authority_key") == act.authority.key),
            ("entity", try row.optionalInteger("entity") == act.entity?.rawValue),
            ("quality", try row.optionalInteger("quality") == act.quality?.rawValue),
            ("subject", try row.optionalInteger("subject") == act.subject?.rawValue),
        ]
        return columns.first { !$0.1 }?.0
    }
}

/// Those found so far: all are counted, so many are told.
private struct UnlawfulActs {
    private var told: [UnlawfulAct] = []
    private var count = 0
    private static let most = 100

    mutating func add(_ act: UnlawfulAct) {
        count += 1
        if told.count < Self.most { told.append(act) }
    }

    func throwAny() throws(LedgerFault) { if count > 0 { throw .unlawful(told, more: count - told.count) } }
}

extension Transaction {
    /// What cannot be read is named by its table and row.
    func namingForeignCells<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch let fault {
            guard case StorageFault.column = fault else { throw fault }
            for table in Schema.tables { if let what = try foreignCell(in: table) { throw LedgerFault.foreignCell(what) } }
            throw fault
        }
    }

    /// Acts were lawful under it or not: that it is not ours comes first.
    private func nameUnauthenticFunction() throws -> Never {
        try eachCoded(.legalFunctions) { values, code, told in
            guard let values, isAuthentic(values, code, .legalFunctions) else { throw LedgerFault.unauthenticRow(told()) }
        }
        throw LedgerFault.unauthenticRow("legal_functions")
    }

    /// Every function the register ever told of.
    fileprivate func legalFunctions() throws -> [LegalFunction.ID: LegalFunction] {
        var functions: [LegalFunction.ID: LegalFunction] = [:]
        var read = 0
        try eachKept(.legalFunctions, "") { row, _ in
            let function = try LegalFunction(row)
            functions[function.id] = function
            read += 1
            return true
        }
        guard try read == count("SELECT COUNT(*) FROM legal_functions") else { try nameUnauthenticFunction() }
        return functions
    }
}
