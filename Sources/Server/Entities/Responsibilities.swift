import Rules
import Storage

/// Who manages what in an entity: those at its head, and of each quality its managers and how many users they look after (MISSION M2).
struct Responsibilities: Sendable {
    struct Manager: Sendable {
        let person: Person
        let role: Role
        let isBlocked: Bool
        let row: PowerRow
    }

    struct InQuality: Sendable {
        let quality: Quality
        /// The manager first; the chief, while none is appointed.
        let managers: [Manager]
        let members: MemberCount
    }

    /// The chief first.
    let heads: [Manager]
    let qualities: [InQuality]

    /// The rows of acts that it is made of.
    var rows: [PowerRow] { heads.map(\.row) + qualities.flatMap { [.quality($0.quality)] + $0.managers.map(\.row) } }

    func without(_ others: Set<PowerRow>) -> Responsibilities {
        func left(_ managers: [Manager]) -> [Manager] { managers.filter { !others.contains($0.row) } }
        return Responsibilities(
            heads: left(heads),
            qualities: qualities.filter { !others.contains(.quality($0.quality)) }.map {
                InQuality(quality: $0.quality, managers: left($0.managers), members: $0.members)
            })
    }
}

extension Transaction {
    /// - Parameter only: one quality of it; all without one.
    func responsibilities(of entity: Entity.ID, only quality: Quality? = nil) throws -> Responsibilities {
        let chief = try chief(of: entity)
        let heads = try [chief].compactMap(\.self) + coChiefs(of: entity)
        let qualities = try quality.map { [$0] } ?? self.qualities(of: entity)
        return Responsibilities(
            heads: try managers(heads),
            qualities: try qualities.map { quality in
                let manager = try appointedManager(of: quality.id) ?? chief
                return Responsibilities.InQuality(
                    quality: quality, managers: try managers([manager].compactMap(\.self) + coManagers(of: quality.id)),
                    members: try memberCount(quality))
            })
    }

    private func managers(_ holdings: [Holding]) throws -> [Responsibilities.Manager] {
        let people = try people(holdings.map(\.assignment.person))
        return holdings.compactMap { holding in
            people[holding.assignment.person].map {
                Responsibilities.Manager(person: $0, role: holding.assignment.role, isBlocked: holding.isBlocked, row: holding.row)
            }
        }
    }
}
