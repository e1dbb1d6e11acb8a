import Foundation
import Rules
import Storage

/// Where an act stands in a history: the newest first.
struct HistoryKey: Hashable, Comparable, Sendable {
    /// Microseconds since 1970, as the row has them.
    let at: Int64
    let position: Int64

    static func < (left: HistoryKey, right: HistoryKey) -> Bool { (left.at, left.position) < (right.at, right.position) }

    var cursor: Cursor { Cursor(.after, [.integer(at), .integer(position)]) }

    init(at: Int64, position: Int64) { (self.at, self.position) = (at, position) }

    /// Nil for the cursor of another list.
    init?(_ cursor: Cursor) {
        guard cursor.side == .after, cursor.values.count == 2, case .integer(let at) = cursor.values[0],
            case .integer(let position) = cursor.values[1]
        else { return nil }
        self.init(at: at, position: position)
    }
}

/// One page of a history, as places in the ledger.
struct HistoryKeys: Sendable {
    let keys: [HistoryKey]
    let next: Cursor?
    /// Set when the page ends because enough was looked through, and not because it is full: so far back.
    let lookedBackTo: Date?
}

extension Transaction {
    /// How many acts that a filter may pass over are looked through for one page.
    private static var most: Int { 1000 }

    /// One page of a history. Whatever is asked, each of its streams is a stretch of one index, and no more of it is read than fills the page, or
    /// than is looked through at once.
    func historyKeys(_ scope: HistoryScope, _ filter: HistoryFilter, at cursor: Cursor?, size: Int) throws -> HistoryKeys {
        let start = cursor.flatMap(HistoryKey.init)
        var (found, end): (Set<HistoryKey>, HistoryKey?) = ([], nil)
        for stream in HistoryStream.all(scope, filter) {
            let read = try stream.isExact ? keys(stream, filter, start, size) : filteredKeys(stream, filter, start, size)
            found.formUnion(read.keys)
            // What lies behind where one stream ends was not looked for in it.
            if let stop = read.end { end = max(end ?? stop, stop) }
        }
        let shown = found.filter { key in end.map { $0 <= key } ?? true }.sorted(by: >)
        if shown.count > size { return HistoryKeys(keys: Array(shown.prefix(size)), next: shown[size - 1].cursor, lookedBackTo: nil) }
        return HistoryKeys(keys: shown, next: end?.cursor, lookedBackTo: end.map { Date(timeIntervalSince1970: Double($0.at) / 1_000_000) })
    }

    private func keys(
        _ stream: HistoryStream, _ filter: HistoryFilter, _ start: HistoryKey?, _ size: Int
    ) throws -> (keys: [HistoryKey], end: HistoryKey?) {
        let keys = try rows(
            """
            SELECT at, position FROM acts WHERE \(stream.lead) AND \(filter.period(after: start)) ORDER BY at DESC, position DESC LIMIT \(size + 1)
            """
        ) { HistoryKey(at: try $0.integer(at: 0), position: try $0.integer(at: 1)) }
        return (keys, nil)
    }

    private func filteredKeys(
        _ stream: HistoryStream, _ filter: HistoryFilter, _ start: HistoryKey?, _ size: Int
    ) throws -> (keys: [HistoryKey], end: HistoryKey?) {
        let read = try rows(
            """
            SELECT at, position, entity, quality, code, actor FROM acts WHERE \(stream.lead) AND \(filter.period(after: start))
            ORDER BY at DESC, position DESC LIMIT \(Self.most)
            """
        ) { try ActInShort($0) }
        var kept: [HistoryKey] = []
        for act in read where stream.admits(act) {
            kept.append(act.key)
            if kept.count > size { return (kept, nil) }
        }
        return (kept, read.count == Self.most ? read.last?.key : nil)
    }
}

/// Acts that an index holds one after the other, and what of them a history wants.
private struct HistoryStream {
    let lead: SQL
    /// All of them are wanted.
    var isExact = true
    var admits: @Sendable (ActInShort) -> Bool = { _ in true }

    static func all(_ scope: HistoryScope, _ filter: HistoryFilter) -> [HistoryStream] {
        switch scope {
        case .entity(let entity): whole("entity = \(entity)", filter) { $0.entity == entity }
        case .quality(let quality): whole("quality = \(quality)", filter) { $0.quality == quality }
        case .person(let person, let place): about(person, filter) { $0.entity == place.entity && $0.quality == place.quality }
        case .oneself(let person): about(person, filter) { _ in true }
        }
    }

    private static func whole(
        _ place: SQL, _ filter: HistoryFilter, _ isThere: @escaping @Sendable (ActInShort) -> Bool
    ) -> [HistoryStream] {
        let code = filter.code?.rawValue
        guard let people = filter.people else { return [HistoryStream(lead: code.map { "\(place) AND code = \($0)" } ?? place)] }
        return people.flatMap { person in
            (["subject = \(person)", "actor = \(person)"] as [SQL]).map { lead in
                HistoryStream(lead: lead, isExact: false) { isThere($0) && $0.code == code ?? $0.code }
            }
        }
    }

    /// - Parameter isThere: of one person's acts, those of the place.
    private static func about(
        _ person: Person.ID, _ filter: HistoryFilter, _ isThere: @escaping @Sendable (ActInShort) -> Bool
    ) -> [HistoryStream] {
        let (code, actors) = (filter.code?.rawValue, filter.people.map(Set.init))
        return [
            HistoryStream(lead: "subject = \(person)", isExact: false) { act in
                isThere(act) && act.code == code ?? act.code && actors.map { others in act.actor.map(others.contains) ?? false } ?? true
            }
        ]
    }
}

/// What an index holds of an act.
private struct ActInShort: Sendable {
    let key: HistoryKey
    let entity: Entity.ID?
    let quality: Quality.ID?
    let code: String
    let actor: Person.ID?

    init(_ row: Columns) throws {
        key = HistoryKey(at: try row.integer("at"), position: try row.integer("position"))
        entity = try row.optionalInteger("entity").map(Key.init(rawValue:))
        quality = try row.optionalInteger("quality").map(Key.init(rawValue:))
        code = try row.text("code")
        actor = try row.optionalInteger("actor").map(Key.init(rawValue:))
    }
}

extension HistoryFilter {
    /// Bounds of an index: it is entered at one, and left at the other.
    fileprivate func period(after start: HistoryKey?) -> SQL {
        var bounds: [SQL] = []
        if let from { bounds.append("at >= \(from)") }
        if let start { bounds.append("(at, position) < (\(start.at), \(start.position))") }
        if let below { bounds.append("at < \(below)") }
        return .all(bounds)
    }
}
