import Rules
import Standards
import Storage

/// What happened since an index was last changed.
struct IndexStep: Sendable {
    /// How many acts, and changes of the register, it goes on from.
    let (size, registerSize): (Int64, Int64)
    let acts: [Act]
    /// What the company register says of the entities that it told of, and of those that the acts name.
    let entities: [Entity]
    let registerSizeAfter: Int64
    /// The ledger goes on behind these acts.
    let isPart: Bool
    let ends: IndexEnds

    static let mostActs: Int64 = 1000
    /// Beyond so many acts, reading all rows is quicker.
    static let farthest: Int64 = 50_000
}

/// The last act, and the entity of the register's last change, that an index holds.
///
/// Other nodes see what was committed a moment before it is durable and acknowledged. A server that crashes in that moment, or whose standby takes over,
/// has lost it, and soon has another act at that position.
struct IndexEnds: Hashable, Sendable {
    var act: Act.ID?
    var entity: Entity.ID?
    /// Over all acts that it holds; nil when it was not told.
    var root: MerkleHash?
}

extension Transaction {
    /// Nil when the index cannot be led there: it is too far behind, ahead of this database, or holds what this database does not.
    func indexStep(after size: Int64, registerSize seen: Int64, _ ends: IndexEnds) throws -> IndexStep? {
        let (head, registerSize) = (try ledgerHead(), try registerSize())
        guard (0...IndexStep.farthest).contains(head.size - size), registerSize >= seen, registerSize - seen < IndexStep.farthest else { return nil }
        // Both begin with the last that is known.
        var acts: [(id: Act.ID, body: [UInt8])] = try rows(
            "SELECT id, body FROM acts WHERE position >= \(size - 1) ORDER BY position LIMIT \(IndexStep.mostActs)"
        ) { (.init(rawValue: try $0.integer("id")), try $0.bytes("body")) }
        var changed: [Entity.ID] = try rows("SELECT entity FROM register_changes WHERE position >= \(seen - 1) ORDER BY position") {
            .init(rawValue: try $0.integer("entity"))
        }
        guard size == 0 || acts.first?.id == ends.act, seen == 0 || changed.first == ends.entity else { return nil }
        let (lastAct, lastEntity) = (acts.last?.id, changed.last)
        if size > 0 { acts.removeFirst() }
        if seen > 0 { changed.removeFirst() }
        let fresh = try acts.map { try Act(canonicalBytes: $0.body) }
        let entities = try Set(changed + fresh.compactMap(\.entity)).compactMap { try entity($0) }
        let isPart = size + Int64(fresh.count) < head.size
        return IndexStep(
            size: size, registerSize: seen, acts: fresh, entities: entities, registerSizeAfter: registerSize, isPart: isPart,
            ends: IndexEnds(act: lastAct, entity: lastEntity, root: isPart ? nil : head.root))
    }

    /// Of an index that holds everything.
    func indexEnds() throws -> IndexEnds {
        IndexEnds(
            act: try row("SELECT id FROM acts ORDER BY position DESC LIMIT 1") { .init(rawValue: try $0.integer("id")) },
            entity: try row("SELECT entity FROM register_changes ORDER BY position DESC LIMIT 1") { .init(rawValue: try $0.integer("entity")) },
            root: try ledgerHead().root)
    }
}
