package import Foundation
package import Rules
import Standards
package import Storage

/// Acts tell the codes of the kept rows that their transaction wrote, as details named after the rows: `"people/123": "…"`. An older row put back, or
/// one that was deleted, is then not what the acts say (docs/decisions/0031).
extension Act {
    /// How many rows one act tells of at most.
    static let mostTold = 1000

    /// The same, telling of these rows as well.
    func telling(_ codes: [String: [UInt8]]) -> Act {
        guard !codes.isEmpty else { return self }
        return Act(
            id: id, code: code, at: at, actor: actor, authority: authority, entity: entity, quality: quality, subject: subject, changes: changes,
            details: details.merging(codes.mapValues { Base64URL.text(of: $0) }) { first, _ in first })
    }

    /// The entities whose rows it tells of.
    var toldEntities: [Entity.ID] {
        let prefix = "\(KeptTable.entities)/"
        return details.keys.filter { $0.hasPrefix(prefix) }.compactMap { Key($0.dropFirst(prefix.count)) }
    }

    /// Of the installation itself: rows that no act of anybody tells of.
    fileprivate static func kept(_ code: ActCode, _ codes: [String: [UInt8]], id: Int64, at now: Date) -> Act {
        Act(id: .init(rawValue: id), code: code, at: now, actor: nil, authority: .installation).telling(codes)
    }
}

extension Transaction {
    /// Records what was kept in this transaction and is told by no act yet.
    /// - Parameter fewest: nothing is recorded while there are fewer rows.
    package func tellKept(as code: ActCode = .rowsKept, at now: Date, fewest: Int = 1, newKey: () -> Int64) throws {
        guard untold.count >= fewest else { return }
        let rows = takeUntold().sorted { $0.key < $1.key }
        for start in stride(from: 0, to: rows.count, by: Act.mostTold) {
            let codes = Dictionary(uniqueKeysWithValues: rows[start..<min(start + Act.mostTold, rows.count)].map { ($0.key, $0.value) })
            try enact(Act.kept(code, codes, id: newKey(), at: now))
        }
    }

    /// Does something whose acts have nothing to do with what was kept so far.
    func apart(_ body: () throws -> Void) rethrows {
        let before = takeUntold()
        try body()
        untell(before)
    }
}

extension Act {
    /// Nobody did it, about nobody, and it changes nothing.
    var isOfInstallationAlone: Bool {
        authority == .installation && actor == nil && entity == nil && quality == nil && subject == nil && changes.isEmpty
    }
}
