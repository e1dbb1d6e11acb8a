import Foundation
package import Rules
package import Standards
package import Storage
import Tracing

/// How far the ledger has grown: the number of acts, and the root of the tree over them (RFC 9162).
package struct LedgerHead: Hashable, Sendable {
    package let size: Int64
    package let root: MerkleHash
}

/// How a transaction has lengthened the ledger.
struct LedgerGrowth: Sendable {
    let before: LedgerHead
    var end: LedgerEnd
    /// Nil when they were too many to be kept.
    let acts: [Act]?
    var after: LedgerHead { LedgerHead(end.frontier) }
}

extension LedgerHead {
    /// What a transaction writes about that gives acts their positions: any number that nobody else takes; this one spells "ledgers".
    static let end: Int64 = 0x6c_6564_6765_7273

    init(_ frontier: MerkleFrontier) { self.init(size: Int64(frontier.count), root: frontier.root) }
}

extension Transaction {
    /// Nil while this transaction has recorded no act.
    var growth: LedgerGrowth? { notes[LedgerGrowth.self] }

    /// Records an act and makes its changes, in this transaction. The only way to write a row that gives power.
    package func enact(_ act: Act) throws {
        let began = DefaultTracerClock.now
        let act = act.telling(takeUntold())
        // Acts of different entities are checked and written beside each other; only for their places in the ledger they wait for one another.
        try beforeCommit { tx in
            try tx.lock(about: LedgerHead.end)
            try tx.append(act)
        }
        try apply(act)
        note(act.code, since: began)
    }

    package func enact(_ acts: [Act]) throws { for act in acts { try enact(act) } }

    /// - Throws: `UnauthenticLedger`.
    package func ledgerHead() throws -> LedgerHead { try growth?.after ?? LedgerHead(frontier()) }

    /// The hashes of the first acts, recomputed from the acts themselves.
    /// - Throws: `LedgerFault.unreadableAct`.
    package func leafHashes(ofFirst count: Int) throws -> [MerkleHash] {
        try rows("SELECT \(StoredAct.columns) FROM acts WHERE position < \(count) ORDER BY position") { try StoredAct($0).leafHash() }
    }

    /// The position, from 0, of an act.
    package func position(of act: Act.ID) throws -> Int64? { try row("SELECT position FROM acts WHERE id = \(act)") { try $0.integer("position") } }

    package func act(_ id: Act.ID) throws -> Act? {
        try row("SELECT body FROM acts WHERE id = \(id)") { try Act(canonicalBytes: $0.bytes("body")) }
    }

    /// A write that changes nothing, where acts are written.
    func touchLedger() throws { try run("UPDATE ledger SET frontier = frontier WHERE id = 1") }

    /// The tree over the acts that are there, whatever is stored of it.
    /// - Throws: `LedgerFault.unreadableAct`.
    func recomputedFrontier() throws -> MerkleFrontier {
        var frontier = MerkleFrontier()
        try each("SELECT \(StoredAct.columns) FROM acts ORDER BY position") { frontier.append(try StoredAct($0).leafHash()) }
        return frontier
    }

    private func append(_ act: Act) throws {
        let growth = growth
        var end = try end()
        let before = growth?.before ?? LedgerHead(end.frontier)
        let (position, body, salt) = (Int64(end.frontier.count), try act.canonicalBytes(), LeafBlinding.freshSalt())
        let code = StoredAct.code(try sealer, position: position, body: body, salt: salt)
        try pipeline(
            """
            INSERT INTO acts (position, id, code, at, actor, authority_kind, authority_key, entity, quality, subject, body, salt, authentication_code)
            VALUES (\(position), \(act.id), \(act.code.rawValue), \(act.at), \(act.actor), \(act.authority.kind), \(act.authority.key), \(act.entity),
                    \(act.quality), \(act.subject), \(body), \(salt), \(code))
            """)
        end.frontier.append(LeafBlinding.leafHash(of: body, salt))
        storeEndLastly()
        announce()
        let acts = growth.map { $0.acts.map { $0 + [act] } } ?? [act]
        notes[LedgerGrowth.self] = LedgerGrowth(before: before, end: end, acts: acts)
    }
}

extension Key: Bindable { package var bound: Value { .integer(rawValue) } }
extension AccessDomain.Code: Bindable {}
extension SecuredApplication.Code: Bindable {}
extension DomainIdentifier.Stored: Bindable {}
