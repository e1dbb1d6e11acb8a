import Rules
import Standards
import Storage

/// What happened since an index was last updated.
struct IndexUpdate: Sendable {
    /// How many acts, and changes of the register, it goes on from.
    let (size, registerSize): (Int64, Int64)
    let acts: [Act]
    /// What the company register says of the entities that it told of, and of those that the acts name.
    let entities: [Entity]
    let registerSizeAfter: Int64
    /// The ledger goes on behind these acts.
    let hasMore: Bool
    let head: IndexHead

    static let maximumActs: Int64 = 1000
    /// Beyond so many acts, reading all rows is quicker.
    static let maximumLag: Int64 = 50_000
}

/// The last act, and the entity of the register's last change, that an index holds.
///
/// Other nodes see what was committed a moment before it is durable and acknowledged. A server that crashes in that moment, or whose standby takes over,
/// has lost it, and soon has another act at that position.
struct IndexHead: Hashable, Sendable {
    var act: Act.ID?
    var entity: Entity.ID?
    /// Over all acts that it holds; nil when it was not told.
    var root: MerkleHash?
}

extension Transaction {
    /// Nil when the index cannot be led there: it is too far behind, ahead of this database, or holds what this database does not.
    /// - Throws: `UnauthenticLedger` at what this installation did not write: that is no reason either to read all rows again, which it may have come with.
    func indexUpdate(after size: Int64, registerSize seen: Int64, _ last: IndexHead, knowing decisions: DecisionService) throws -> IndexUpdate? {
        let (head, registerSize) = (try ledgerHead(), try registerSize())
        guard (0...IndexUpdate.maximumLag).contains(head.size - size), registerSize >= seen, registerSize - seen < IndexUpdate.maximumLag else {
            return nil
        }
        // Both begin with the last that is known.
        let (stored, isWhole) = try authenticActs(from: max(0, size - 1), known: size > 0, head.size)
        var changed: [Entity.ID] = try rows("SELECT entity FROM register_changes WHERE position >= \(seen - 1) ORDER BY position") {
            .init(rawValue: try $0.integer("entity"))
        }
        var fresh = try stored.map { try $0.act() }
        guard size == 0 || fresh.first?.id == last.act, seen == 0 || changed.first == last.entity else { return nil }
        let (lastAct, lastEntity) = (fresh.last?.id, changed.last)
        if size > 0 { fresh.removeFirst() }
        if seen > 0 { changed.removeFirst() }
        let hasMore = size + Int64(fresh.count) < head.size || !isWhole
        // A row that acts tell of beyond these is read with them; any other is as these or earlier ones left it.
        let newer = Dictionary(fresh.flatMap(KnownRows.told), uniquingKeysWith: { $1 })
        trust(RowsAsFollowed(decisions, newer: newer, others: hasMore ? .unknown : .older))
        let entities = try Set(changed + fresh.compactMap(\.entity) + fresh.flatMap(\.toldEntities)).compactMap { try entity($0) }
        return IndexUpdate(
            size: size, registerSize: seen, acts: fresh, entities: entities, registerSizeAfter: registerSize, hasMore: hasMore,
            head: IndexHead(act: lastAct, entity: lastEntity, root: hasMore ? nil : head.root))
    }

    /// The acts from a position on, up to the first that is missing, not authentic, or behind the end of the ledger. At that one an index stops, once it
    /// holds those before it.
    private func authenticActs(
        from first: Int64, known: Bool, _ size: Int64, most: Int64 = IndexUpdate.maximumActs
    ) throws -> (acts: [StoredAct], isWhole: Bool) {
        let sealer = try sealer
        let found = try rows(
            "SELECT \(StoredAct.columns) FROM acts WHERE position >= \(first) ORDER BY position LIMIT \(most)"
        ) { try StoredAct($0) }
        let authentic = found.enumerated().prefix { number, stored in
            stored.position == first + Int64(number) && stored.position < size && stored.isAuthentic(sealer)
        }
        let isWhole = authentic.count == found.count && Int64(found.count) >= min(most, size - first)
        guard isWhole || authentic.count > (known ? 1 : 0) else { throw UnauthenticLedger.act(position: first + Int64(authentic.count)) }
        return (authentic.map(\.element), isWhole)
    }

    /// Some acts, all of them authentic; nil when there are too many to be read here.
    /// - Throws: `UnauthenticLedger`.
    func authenticActs(from first: Int64, to size: Int64) throws -> [Act]? {
        guard size - first <= IndexUpdate.maximumActs else { return nil }
        let (acts, isWhole) = try authenticActs(from: first, known: false, size, most: size - first)
        return isWhole ? try acts.map { try $0.act() } : nil
    }

    /// Of an index that holds everything.
    func indexHead() throws -> IndexHead {
        IndexHead(
            act: try row("SELECT id FROM acts ORDER BY position DESC LIMIT 1") { .init(rawValue: try $0.integer("id")) },
            entity: try row("SELECT entity FROM register_changes ORDER BY position DESC LIMIT 1") { .init(rawValue: try $0.integer("entity")) },
            root: try ledgerHead().root)
    }
}
