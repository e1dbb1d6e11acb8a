import Crypto
package import Foundation
package import Rules
package import Standards
package import Storage

/// What `chatelaine verify` finds wrong first: which row or act, and what about it.
package enum LedgerFault: Error, Hashable, CustomStringConvertible {
    case forgedCheckpoint
    case missingActs(found: Int64, checkpoint: Int64)
    case rootDiffers(at: Int64)
    case gap(expected: Int64, found: Int64)
    case unreadableAct(position: Int64)
    case columnDiffers(position: Int64, column: String)
    case impossibleChange(position: Int64, row: String)
    case withoutAuthority(position: Int64)
    case frontierDiffers
    case rowMissing(String)
    case rowUnaccounted(String)
    case rowDiffers(String, column: String)

    package var description: String {
        switch self {
        case .forgedCheckpoint: "the checkpoint was not signed by this installation's key"
        case .missingActs(let found, let checkpoint): "acts are missing: the ledger holds \(found), the checkpoint counted \(checkpoint)"
        case .rootDiffers(let size): "an act was changed: the root over the first \(size) acts is not the checkpoint's"
        case .gap(let expected, let found): "act \(expected) is missing: the next is act \(found)"
        case .unreadableAct(let position): "act \(position) cannot be read: its bytes were changed"
        case .columnDiffers(let position, let column): "act \(position): column \(column) differs from the act itself"
        case .impossibleChange(let position, let row): "act \(position) opens or closes \(row), which was not there to open or close"
        case .withoutAuthority(let position): "act \(position) names an authority that its actor did not hold then"
        case .frontierDiffers: "the stored state of the tree is not the one that the acts give"
        case .rowMissing(let row): "\(row) is missing: an act opened it"
        case .rowUnaccounted(let row): "\(row) was opened by no act"
        case .rowDiffers(let row, let column): "\(row): \(column) is not what its acts say"
        }
    }
}

/// Recomputes the ledger from its bytes and holds every row that gives power against the acts that opened and closed it. Needs nothing but the
/// database, the checkpoint and its public key: no trust in the operator.
package struct Verification {
    package let checkpoint: Checkpoint?

    package init(checkpoint: Checkpoint?) { self.checkpoint = checkpoint }

    /// The head that was found good.
    /// - Throws: the first `LedgerFault`.
    package func run(_ tx: borrowing Transaction) throws -> LedgerHead {
        var replay = Replay()
        var frontier = MerkleFrontier()
        try tx.each("SELECT position, id, code, at, actor, authority_kind, authority_key, entity, quality, subject, body FROM acts ORDER BY position")
        {
            let (position, body) = (try $0.integer("position"), try $0.bytes("body"))
            guard position == Int64(frontier.count) else { throw LedgerFault.gap(expected: Int64(frontier.count), found: position) }
            frontier.append(MerkleTree.leafHash(of: body))
            if let checkpoint, checkpoint.size == frontier.count, checkpoint.root != frontier.root { throw LedgerFault.rootDiffers(at: position + 1) }
            guard let act = try? Act(canonicalBytes: body) else { throw LedgerFault.unreadableAct(position: position) }
            try Self.compare(act, $0, position)
            try Self.holds(act, position, &replay, tx)
            try replay.play(act, position)
        }
        let head = LedgerHead(size: Int64(frontier.count), root: frontier.root)
        if let checkpoint, checkpoint.size > frontier.count { throw LedgerFault.missingActs(found: head.size, checkpoint: Int64(checkpoint.size)) }
        guard try tx.ledgerHead() == head else { throw LedgerFault.frontierDiffers }
        try replay.compare(tx)
        return head
    }

    private static func compare(_ act: Act, _ row: Columns, _ position: Int64) throws {
        let columns: [(String, Bool)] = [
            ("id", try row.integer("id") == act.id.rawValue), ("code", try row.text("code") == act.code.rawValue),
            ("at", try row.integer("at") == Act.microseconds(act.at)), ("actor", try row.optionalInteger("actor") == act.actor?.rawValue),
            ("authority_kind", try row.text("authority_kind") == act.authority.kind),
            ("authority_key", try row.optionalInteger("authority_key") == act.authority.key),
            ("entity", try row.optionalInteger("entity") == act.entity?.rawValue),
            ("quality", try row.optionalInteger("quality") == act.quality?.rawValue),
            ("subject", try row.optionalInteger("subject") == act.subject?.rawValue),
        ]
        if let (column, _) = columns.first(where: { !$0.1 }) { throw LedgerFault.columnDiffers(position: position, column: column) }
    }

    /// The actor held the authority when acting: an assignment that was open and theirs, or a legal function of theirs that ran then.
    private static func holds(_ act: Act, _ position: Int64, _ replay: inout Replay, _ tx: borrowing Transaction) throws {
        switch act.authority {
        case .assignment(let id):
            guard let person = replay.openAssignments[id], person == act.actor else { throw LedgerFault.withoutAuthority(position: position) }
        case .function(let id):
            let known = try replay.functions[id] ?? tx.legalFunction(id)
            replay.functions[id] = known
            guard let known, known.person == act.actor, known.entity == act.entity, known.from <= act.at else {
                throw LedgerFault.withoutAuthority(position: position)
            }
        case .oneself, .installation: break
        }
    }
}
