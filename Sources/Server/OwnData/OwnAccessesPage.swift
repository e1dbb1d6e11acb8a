import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// Everything I can do, where, and through whom (MISSION U4).
enum OwnAccessesPage {
    static func show(_ visit: Visit) async throws -> Response {
        let (session, house, now) = (try visit.signedIn(), visit.house, visit.now)
        let ((read, confinement), others) = try await house.readConfirmed(isList: true) { tx in
            (
                try tx.ownAccesses(of: session.person, in: session.confinedTo, house.catalogue, at: now),
                try tx.confinement(of: session)
            )
        } shown: {
            $0.0.flatMap(\.rows)
        }
        let found = read.compactMap { $0.without(others) }
        let empty = EmptyList(
            title: visit.say("ownData.accesses.noneTitle"), text: visit.say("ownData.accesses.none"),
            action: Link(visit.say("entities.register"), Address.designation()))
        let model = OwnAccessesModel(
            confined: visit.confinementModel(confinement), empty: found.isEmpty ? empty : nil,
            count: visit.say(count: found.count, "entities.count"), entities: found.map { entry($0, visit) })
        return try visit.page(model, title: visit.say("ownData.accesses.title"))
    }

    private static func entry(_ accesses: OwnAccesses, _ visit: Visit) -> OwnAccessesModel.Entry {
        let entity = accesses.entity
        return OwnAccessesModel.Entry(
            id: "entity-\(entity.number.digits)", name: entity.name, number: entity.number.formatted, ceased: ceased(entity, visit),
            ways: accesses.ways.map { way($0, entity, visit) })
    }

    private static func ceased(_ entity: Entity, _ visit: Visit) -> String? {
        guard case .ceased(let day) = entity.status else { return nil }
        return visit.say(
            entity.hasCeased(by: visit.now) ? "ownData.accesses.ceased" : "ownData.accesses.ceases",
            ["date": Formats.day(day, in: visit.language, visit.house.pages.texts)])
    }

    private static func way(_ way: OwnAccesses.Way, _ entity: Entity, _ visit: Visit) -> OwnAccessesModel.Way {
        let acting = way.role.acting
        return OwnAccessesModel.Way(
            role: visit.say("roles.\(acting.role.rawValue)"), quality: way.role.quality.map { visit.label(of: $0.domain) },
            status: visit.badge(blocked: acting.isBlocked),
            blocked: acting.isBlocked ? visit.say("decisions.\(DecisionReason.blocked.rawValue)") : nil,
            openings: way.openings.map { opening($0, acting, visit) }, powers: powers(acting, visit),
            href: acting.role != .user && !entity.hasCeased(by: visit.now) ? way.role.href(entity) : nil, chain: visit.model(of: way.chain))
    }

    /// The powers that some page is there for; own data are everybody's and are no gate's.
    private static let offered = Set(Features.routes.compactMap { if case .power(let power) = $0.gate { power } else { nil } })

    /// What the role may do, row by row of the table; a blocked one may do nothing.
    private static func powers(_ acting: Acting, _ visit: Visit) -> [OwnAccessesModel.Power] {
        guard !acting.isBlocked else { return [] }
        return Power.allCases.filter { power in Powers.reach(acting.role, power) != nil && Self.offered.contains(power) }
            .map { OwnAccessesModel.Power(label: visit.say("powers.\($0.rawValue)")) }
    }

    private static func opening(_ opening: OwnAccesses.Opening, _ acting: Acting, _ visit: Visit) -> OwnAccessesModel.Opening {
        let quality = opening.quality
        return OwnAccessesModel.Opening(
            label: visit.label(of: quality.domain), identifier: visit.identifier(of: quality),
            reason: opening.reason.map { sentence($0, acting, visit) },
            count: visit.say(count: opening.applications.count, "qualities.applicationsCount"),
            applications: opening.applications.map { application($0, quality, acting, visit) })
    }

    /// A co-chief has no role in the quality, yet manages it: the decision's own words would mislead.
    private static func sentence(_ reason: DecisionReason, _ acting: Acting, _ visit: Visit) -> String {
        let managesOnly = reason == .notAssigned && (acting.role == .chief || acting.role == .coChief)
        return visit.say(managesOnly ? "ownData.accesses.managesOnly" : "decisions.\(reason.rawValue)")
    }

    private static func application(
        _ application: OwnAccesses.Application, _ quality: Quality, _ acting: Acting, _ visit: Visit
    ) -> OwnAccessesModel.Application {
        let given = application.given.map { given in
            visit.say(
                "ownData.accesses.given",
                [
                    "name": given.by, "role": given.role.map { visit.say("roles.\($0.rawValue)") } ?? "",
                    "date": Formats.day(given.at, in: visit.language, visit.house.pages.texts),
                ])
        }
        return OwnAccessesModel.Application(
            label: visit.label(of: application.code, in: quality.domain), why: visit.say("decisions.\(application.reason.rawValue)"),
            isClosed: ![.granted, .manager, .coManager, .chiefManages].contains(application.reason), given: given,
            steps: acting.authority.key.map { "\(Address.ownWhy())?role=\($0)&quality=\(quality.id)&application=\(application.code)" })
    }
}
