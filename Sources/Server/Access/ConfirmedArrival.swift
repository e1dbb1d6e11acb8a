import Foundation
import Rules
import Storage

extension House {
    /// The roles that the acts give as well: rows of the database alone let nobody in. The node's index holds what it read from rows that added up at the
    /// start and from authentic acts since.
    /// - Parameter again: reads the rows once more, for a role that was just given or taken on another node.
    func confirmed(_ arrival: Arrival, again: @Sendable () async throws -> Arrival?) async throws -> Arrival? {
        try await decisions.load()
        guard !decisions.unconfirmed(arrival.rows).isEmpty else { return arrival }
        try await decisions.catchUpWithAll()
        guard let arrival = try await again() else { return nil }
        let others = decisions.unconfirmed(arrival.rows)
        guard !others.isEmpty else { return arrival }
        report(others)
        return Arrival(
            entity: arrival.entity, quality: arrival.quality.flatMap { others.contains(.quality($0)) ? nil : $0 },
            roles: arrival.roles.filter { !others.contains(.role($0)) })
    }

    /// Reads what a page shows, and says which of the rows on it no act gave: they are to be left out.
    /// - Parameters:
    ///   - isList: from the replica where there is one.
    ///   - shown: the rows whose word the page would take.
    func readConfirmed<Found: Sendable>(
        isList: Bool = false, _ body: @escaping @Sendable (borrowing Transaction) throws -> Found, shown: (Found) -> [PowerRow]
    ) async throws -> (found: Found, others: Set<PowerRow>) {
        try await decisions.load()
        var found = isList ? try await readReplica(body) : try await read(body)
        guard !decisions.unconfirmed(shown(found)).isEmpty else { return (found, []) }
        try await decisions.catchUpWithAll()
        found = try await read(body)
        let others = decisions.unconfirmed(shown(found))
        report(others)
        return (found, others)
    }

    /// Counts rows that no act gave, and tells of them.
    private func report(_ rows: Set<PowerRow>) {
        for row in rows { unauthentic.report(row.place.table, row.place.row) }
    }
}

extension Arrival {
    fileprivate var rows: [PowerRow] { roles.map { .role($0) } + [quality.map { .quality($0) }].compactMap(\.self) }
}
