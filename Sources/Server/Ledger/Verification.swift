import Crypto
import Foundation
package import Rules
package import Standards
package import Storage

/// What `chatelaine verify` finds wrong first: which row or act, and what about it.
package enum LedgerFault: Error, Hashable, CustomStringConvertible {
    case forgedCheckpoint
    case missingCheckpoint
    /// No key proves that it was recorded there.
    case unauthenticAct(position: Int64)
    case unauthenticHead
    case notVouchedFor
    case missingActs(found: Int64, checkpoint: Int64)
    case rootDiffers(at: Int64)
    case gap(expected: Int64, found: Int64)
    case unreadableAct(position: Int64)
    case columnDiffers(position: Int64, column: String)
    case impossibleChange(position: Int64, row: String)
    case withoutAuthority(position: Int64)
    case outOfPlace(position: Int64)
    case frontierDiffers
    case rowMissing(String)
    case rowUnaccounted(String)
    case rowDiffers(String, column: String)
    case projectionDiffers(String, from: String)

    package var description: String {
        switch self {
        case .forgedCheckpoint: "the checkpoint was not signed by this installation's key"
        case .missingCheckpoint: "there are acts but no checkpoint: nothing tells whether the newest are missing"
        case .unauthenticAct(let position): "act \(position): its code is missing or wrong: this installation did not record it there"
        case .unauthenticHead: "the stored state of the tree has no code of this installation: somebody else wrote it"
        case .notVouchedFor: "the ledger has no codes that prove who wrote it: an earlier version left it so, and chatelaine vouch was not run"
        case .missingActs(let found, let checkpoint): "acts are missing: the ledger holds \(found), the checkpoint counted \(checkpoint)"
        case .rootDiffers(let size): "an act was changed: the root over the first \(size) acts is not the checkpoint's"
        case .gap(let expected, let found): "act \(expected) is missing: the next is act \(found)"
        case .unreadableAct(let position): "act \(position) cannot be read: its bytes were changed"
        case .columnDiffers(let position, let column): "act \(position): column \(column) differs from the act itself"
        case .impossibleChange(let position, let row): "act \(position) opens or closes \(row), which was not there to open or close"
        case .withoutAuthority(let position): "act \(position) names an authority that its actor did not hold then, or that does not reach so far"
        case .outOfPlace(let position): "act \(position) changes something outside the entity or quality that it names"
        case .frontierDiffers: "the stored state of the tree is not the one that the acts give"
        case .rowMissing(let row): "\(row) is missing: an act opened it"
        case .rowUnaccounted(let row): "\(row) was opened by no act"
        case .rowDiffers(let row, let column): "\(row): \(column) is not what its acts say"
        case .projectionDiffers(let name, let sources): "\(name) is not what the rows of \(sources) say"
        }
    }
}

/// Recomputes the ledger from its bytes and holds every row that gives power against the acts that opened and closed it. Needs nothing but the
/// database, the checkpoint and its public key: no trust in the operator. With the installation's keys, the codes of acts are checked too.
package struct Verification {
    package let checkpoint: Checkpoint?
    private let kinds: RowKinds
    private let isVouching: Bool

    /// - Parameter isVouching: of what an earlier version left, so without codes: they are about to be given.
    package init(checkpoint: Checkpoint?, of kinds: RowKinds = .all, isVouching: Bool = false) {
        (self.checkpoint, self.kinds, self.isVouching) = (checkpoint, kinds, isVouching)
    }

    /// The head that was found good.
    /// - Throws: the first `LedgerFault`.
    package func run(_ tx: borrowing Transaction) throws -> LedgerHead {
        // Known before the acts are read: one statement is under way while they are.
        let functions = try tx.legalFunctions()
        var replay = Replay(kinds)
        var frontier = MerkleFrontier()
        let sealer = try codeKeys(tx)
        if sealer != nil, try tx.isVouchedFor() == false { throw LedgerFault.notVouchedFor }
        try tx.each(
            "SELECT \(StoredAct.columns), id, code, at, actor, authority_kind, authority_key, entity, quality, subject FROM acts ORDER BY position"
        ) {
            let stored = try StoredAct($0)
            let position = stored.position
            guard position == Int64(frontier.count) else { throw LedgerFault.gap(expected: Int64(frontier.count), found: position) }
            frontier.append(try stored.leafHash())
            if let checkpoint, checkpoint.size == frontier.count, checkpoint.root != frontier.root { throw LedgerFault.rootDiffers(at: position + 1) }
            if let sealer, !stored.isAuthentic(sealer) { throw LedgerFault.unauthenticAct(position: position) }
            // What was erased is nothing any more but its leaf.
            guard !stored.isErased else { return }
            guard let act = try? Act(canonicalBytes: stored.body, of: kinds) else { throw LedgerFault.unreadableAct(position: position) }
            try Self.compare(act, $0, position)
            guard Self.isLawful(act, replay.authorities, functions) else { throw LedgerFault.withoutAuthority(position: position) }
            try replay.play(act, position)
        }
        let head = LedgerHead(size: Int64(frontier.count), root: frontier.root)
        if let checkpoint, checkpoint.size > frontier.count { throw LedgerFault.missingActs(found: head.size, checkpoint: Int64(checkpoint.size)) }
        guard try tx.storedHead() == head else { throw LedgerFault.frontierDiffers }
        do { if sealer != nil { _ = try tx.ledgerHead() } } catch is UnauthenticLedger { throw LedgerFault.unauthenticHead }
        try replay.compare(tx)
        for projection in Projections.all where try !projection.isTrue(tx) {
            throw LedgerFault.projectionDiffers(projection.name, from: projection.sources)
        }
        return head
    }

    /// Nil when codes are not checked: without keys nobody can.
    private func codeKeys(_ tx: borrowing Transaction) throws -> Sealer? { tx.hasSealer && !isVouching ? try tx.sealer : nil }

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

    /// The rules, asked again: the actor held the authority then, unblocked; it reaches what the act does, and everyone whom it raises.
    private static func isLawful(_ act: Act, _ authorities: borrowing ReplayedAuthorities, _ functions: [LegalFunction.ID: LegalFunction]) -> Bool {
        guard let power = act.code.power else { return act.authority == .oneself && act.subject == act.actor && act.changes.isEmpty }
        guard let entity = act.entity, let acting = acting(act, authorities, functions), acting.person == act.actor else { return false }
        let place = Place(entity: entity, quality: act.quality)
        return acting.may(power, in: place)
            && act.opened(Assignment.self).allSatisfy { acting.may(power, in: place, on: Target($0.person, as: $0.role, raises: true)) }
    }

    /// As what the act was done. When a function ended is not asked: the register may say so much later, and what was done in good faith stays.
    private static func acting(_ act: Act, _ authorities: borrowing ReplayedAuthorities, _ functions: [LegalFunction.ID: LegalFunction]) -> Acting? {
        switch act.authority {
        case .assignment(let id): authorities.acting(under: id)
        case .function(let id): functions[id].flatMap { $0.kind.represents && $0.from <= act.at ? Acting($0) : nil }
        case .oneself, .installation: nil
        }
    }
}

extension Transaction {
    /// Every function the register ever told of.
    fileprivate func legalFunctions() throws -> [LegalFunction.ID: LegalFunction] {
        var functions: [LegalFunction.ID: LegalFunction] = [:]
        try each("SELECT id, person, entity, kind, held_from, held_until FROM legal_functions") {
            let function = try LegalFunction($0)
            functions[function.id] = function
        }
        return functions
    }
}
