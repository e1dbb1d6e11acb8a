import Rules
import Storage

/// What happened since an index was last changed.
struct IndexStep: Sendable {
    let acts: [Act]
    /// What the company register says of the entities that it told of, and of those that the acts name.
    let entities: [Entity]
    let registerSize: Int64
    /// The ledger goes on behind these acts.
    let isPart: Bool

    static let mostActs: Int64 = 1000
    /// Beyond so many acts, reading all rows is quicker.
    static let farthest: Int64 = 50_000
}

extension Transaction {
    /// Nil when the index cannot be led there: it is too far behind, or ahead of this database.
    func indexStep(after size: Int64, registerSize seen: Int64) throws -> IndexStep? {
        let (head, registerSize) = (try ledgerHead().size, try registerSize())
        guard (0...IndexStep.farthest).contains(head - size), registerSize >= seen, registerSize - seen < IndexStep.farthest else { return nil }
        let acts = try rows("SELECT body FROM acts WHERE position >= \(size) ORDER BY position LIMIT \(IndexStep.mostActs)") {
            try Act(canonicalBytes: $0.bytes("body"))
        }
        let changed: [Entity.ID] = try rows("SELECT entity FROM register_changes WHERE position >= \(seen)") {
            .init(rawValue: try $0.integer("entity"))
        }
        let entities = try Set(changed + acts.compactMap(\.entity)).compactMap { try entity($0) }
        return IndexStep(acts: acts, entities: entities, registerSize: registerSize, isPart: size + Int64(acts.count) < head)
    }
}
