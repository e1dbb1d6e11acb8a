import Foundation
import Logging
import Rules

extension House {
    /// The roles that the acts give as well: rows of the database alone let nobody in. The node's index holds what it read from rows that added up at the
    /// start and from authentic acts since.
    /// - Parameter again: reads the rows once more, for a role that was just given or taken on another node.
    func confirmed(_ arrival: Arrival, again: @Sendable () async throws -> Arrival?) async throws -> Arrival? {
        try await decisions.load()
        guard !decisions.confirms(arrival) else { return arrival }
        try await decisions.catchUpWithAll()
        guard let arrival = try await again() else { return nil }
        guard !decisions.confirms(arrival) else { return arrival }
        let roles = decisions.confirmed(arrival.roles)
        logger.error(
            "rows of power that no act wrote", metadata: ["entity": "\(arrival.entity.id)", "roles": "\(arrival.roles.count - roles.count)"])
        return Arrival(entity: arrival.entity, quality: arrival.quality.flatMap { decisions.confirms($0) ? $0 : nil }, roles: roles)
    }
}

extension DecisionService {
    fileprivate func confirms(_ arrival: Arrival) -> Bool {
        arrival.roles.count == confirmed(arrival.roles).count && arrival.quality.map { confirms($0) } ?? true
    }
}
