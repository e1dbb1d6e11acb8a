import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// Everything I can do, where, and through whom (MISSION U4).
enum OwnAccessesPage {
    static func show(_ visit: Visit) async throws -> Response {
        let (session, house, now) = (try visit.signedIn(), visit.house, visit.now)
        let (found, confinement) = try await house.readReplica { tx in
            (
                try tx.ownAccesses(of: session.person, in: session.confinedTo, house.catalogue, at: now),
                try tx.confinement(of: session)
            )
        }
        let empty: [String: Any] = [
            "title": visit.say("ownData.accesses.noneTitle"), "text": visit.say("ownData.accesses.none"),
            "action": ["label": visit.say("entities.register"), "href": Address.designation()],
        ]
        let model: [String: Any] = [
            "count": visit.say(count: found.count, "entities.count"), "entities": found.map { entry($0, visit) },
            "empty": found.isEmpty ? empty : false, "confined": visit.confinementModel(confinement),
        ]
        return try visit.page("ownData/accesses", title: visit.say("ownData.accesses.title"), model)
    }

    private static func entry(_ accesses: OwnAccesses, _ visit: Visit) -> [String: Any] {
        let entity = accesses.entity
        var entry: [String: Any] = [
            "id": "entity-\(entity.number.digits)", "name": entity.name, "number": entity.number.formatted,
            "ways": accesses.ways.map { way($0, entity, visit) },
        ]
        if case .ceased(let day) = entity.status {
            let hasCeased = entity.hasCeased(by: visit.now)
            entry["ceased"] = visit.say(
                hasCeased ? "ownData.accesses.ceased" : "ownData.accesses.ceases",
                ["date": Formats.day(day, in: visit.language, visit.house.pages.texts)])
        }
        return entry
    }

    private static func way(_ way: OwnAccesses.Way, _ entity: Entity, _ visit: Visit) -> [String: Any] {
        let acting = way.role.acting
        var model: [String: Any] = [
            "role": visit.say("roles.\(acting.role.rawValue)"), "chain": visit.model(of: way.chain), "powers": powers(acting, visit),
            "openings": way.openings.map { opening($0, acting, visit) },
            "status": [
                "kind": acting.isBlocked ? "blocked" : "active", "label": visit.say("statuses.\(acting.isBlocked ? "blocked" : "active")"),
            ] as [String: Any],
        ]
        if let quality = way.role.quality { model["quality"] = visit.label(of: quality.domain) }
        if acting.isBlocked { model["blocked"] = visit.say("decisions.\(DecisionReason.blocked.rawValue)") }
        if acting.role != .user, !entity.hasCeased(by: visit.now), let href = way.role.href(entity) { model["href"] = href }
        return model
    }

    /// The powers that some page is there for; own data are everybody's and are no gate's.
    private static let offered = Set(Features.routes.compactMap { if case .power(let power) = $0.gate { power } else { nil } })

    /// What the role may do, row by row of the table; a blocked one may do nothing.
    private static func powers(_ acting: Acting, _ visit: Visit) -> [[String: Any]] {
        guard !acting.isBlocked else { return [] }
        return Power.allCases.filter { power in Powers.reach(acting.role, power) != nil && Self.offered.contains(power) }
            .map { ["label": visit.say("powers.\($0.rawValue)")] }
    }

    private static func opening(_ opening: OwnAccesses.Opening, _ acting: Acting, _ visit: Visit) -> [String: Any] {
        let quality = opening.quality
        var model: [String: Any] = [
            "label": visit.label(of: quality.domain), "identifier": visit.identifier(of: quality),
            "applications": opening.applications.map { application($0, quality, visit) },
            "count": visit.say(count: opening.applications.count, "qualities.applicationsCount"),
        ]
        if let reason = opening.reason { model["reason"] = sentence(reason, acting, visit) }
        return model
    }

    /// A co-chief has no role in the quality, yet manages it: the decision's own words would mislead.
    private static func sentence(_ reason: DecisionReason, _ acting: Acting, _ visit: Visit) -> String {
        let managesOnly = reason == .notAssigned && (acting.role == .chief || acting.role == .coChief)
        return visit.say(managesOnly ? "ownData.accesses.managesOnly" : "decisions.\(reason.rawValue)")
    }

    private static func application(_ application: OwnAccesses.Application, _ quality: Quality, _ visit: Visit) -> [String: Any] {
        var model: [String: Any] = [
            "label": visit.label(of: application.code, in: quality.domain), "why": visit.say("decisions.\(application.reason.rawValue)"),
            "isClosed": ![.granted, .manager, .coManager, .chiefManages].contains(application.reason),
        ]
        if let given = application.given {
            model["given"] = visit.say(
                "ownData.accesses.given",
                [
                    "name": given.by, "role": given.role.map { visit.say("roles.\($0.rawValue)") } ?? "",
                    "date": Formats.day(given.at, in: visit.language, visit.house.pages.texts),
                ])
        }
        return model
    }
}
