import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// Why one of my own accesses is there, or is closed (MISSION U4). Which, the query says: the role that it rests on, the quality, the application.
enum OwnWhyPage {
    static func show(_ visit: Visit) async throws -> Response {
        guard !visit.query["role"].isEmpty else { return visit.redirect(to: Address.ownAccesses()) }
        let (session, house, now) = (try visit.signedIn(), visit.house, visit.now)
        guard let role = Assignment.ID(visit.query["role"]), let id = Quality.ID(visit.query["quality"]) else { throw NotFound() }
        let code = SecuredApplication.Code(rawValue: visit.query["application"])
        let (read, others) = try await house.readConfirmed { tx -> OwnAccesses? in
            guard let quality = try tx.quality(id), session.confinedTo == nil || session.confinedTo == quality.entity else { return nil }
            return try tx.ownAccesses(of: session.person, in: quality.entity, house.catalogue, at: now).first
        } shown: {
            $0?.rows ?? []
        }
        guard let accesses = read?.without(others), let why = why(session.person, accesses, role, id, code) else { throw NotFound() }
        let title = visit.say("history.why.title")
        let crumbs = [Crumb(visit.say("ownData.accesses.title"), Address.ownAccesses()), Crumb(title)]
        return try visit.page(
            visit.page(about: why, visit.say("decisions.\(why.reason.rawValue)"), crumbs: crumbs), title: title, crumbs: crumbs)
    }

    private static func deed(_ given: OwnAccesses.Given) -> Why.Deed { Why.Deed(at: given.at, name: given.by, role: given.role) }

    private static func why(
        _ person: Person, _ accesses: OwnAccesses, _ role: Assignment.ID, _ quality: Quality.ID, _ code: SecuredApplication.Code
    ) -> Why? {
        guard let way = accesses.ways.first(where: { $0.role.acting.authority == .assignment(role) }),
            let opening = way.openings.first(where: { $0.quality.id == quality }),
            let application = opening.applications.first(where: { $0.code == code })
        else { return nil }
        return Why(
            person: person.name, entity: accesses.entity, quality: opening.quality, application: code, reason: application.reason,
            given: application.given.map(deed), block: way.block.flatMap { block in block.done.map { (block.reason, deed($0)) } }, chain: way.chain)
    }
}
