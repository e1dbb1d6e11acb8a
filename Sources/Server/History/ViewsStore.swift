import Foundation
import Rules
import Storage

/// One page of who looked at somebody, with the names of what it tells of.
struct FoundViews: Sendable {
    let views: [PersonView]
    let next: Cursor?
    let names: [Person.ID: String]
    let qualities: [Quality.ID: Quality]
    let entities: [Entity.ID: String]
}

extension Transaction {
    /// The newest first: of what was shown and of what was looked up the next of each are read, and merged.
    func views(of person: Person.ID, _ filter: HistoryFilter, at cursor: Cursor?, size: Int = 50) throws -> FoundViews {
        let start = cursor.flatMap(HistoryKey.init).map { (at: $0.at, id: $0.position) }
        let span = ViewSpan(from: filter.from, below: filter.below, start: start, most: size + 1)
        let all = try (shown(person, span) + lookedUp(person, span)).sorted { ($0.at, $0.id) > ($1.at, $1.id) }
        let views = Array(all.prefix(size))
        let next = all.count > size ? views.last.map { HistoryKey(at: Act.microseconds($0.at), position: $0.id).cursor } : nil
        return FoundViews(
            views: views, next: next, names: try people(Array(Set(views.map(\.viewer)))).mapValues(\.name),
            qualities: try qualities(Set(views.compactMap(\.quality))), entities: try entityNames(Set(views.map(\.entity))))
    }
}
