import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// The entity's home: what it is, its chief and co-chiefs, its qualities, and what can be done next (MISSION M2, M4).
enum EntityPage {
    static func show(_ visit: Visit) async throws -> Response {
        let entity = try visit.thisEntity()
        let found = try await visit.house.read { tx in try tx.overview(of: entity.id) }
        let digits = entity.number.digits
        var model: [String: Any] = [
            "entity": visit.facts(of: entity) + visit.facts(of: found.contact),
            "chiefs": found.chiefs.map { visit.member($0.0, $0.1) },
            "qualities": found.qualities.map { quality(from: $0, entity, visit) },
            "count": visit.say(count: found.qualities.count, "qualities.count"),
        ]
        if visit.may(.activateQualities) { model["activate"] = Address.activateQuality(digits) }
        if visit.may(.editEntity) { model["edit"] = Address.entityContact(digits) }
        if visit.roles.contains(where: { $0.role == .representative }) { model["designate"] = Address.designationForm(digits) }
        if found.qualities.isEmpty {
            var empty: [String: Any] = ["title": visit.say("qualities.noneTitle"), "text": visit.say("qualities.none")]
            if visit.may(.activateQualities) {
                empty["action"] = ["label": visit.say("qualities.activate.title"), "href": Address.activateQuality(digits)]
            }
            model["empty"] = empty
        }
        model["hasActs"] = ["activate", "edit", "designate"].contains { model[$0] != nil }
        return try visit.page(
            "entities/home", title: entity.name, model, crumbs: [Crumb(visit.say("entities.title"), Address.mine()), Crumb(entity.name)],
            naming: [entity.id.rawValue: entity.name])
    }

    private static func quality(from found: EntityOverview.Quality, _ entity: Entity, _ visit: Visit) -> [String: Any] {
        let digits = entity.number.digits
        return [
            "label": visit.label(of: found.quality.domain), "identifier": visit.identifier(of: found.quality),
            "href": Address.quality(digits, found.quality.id), "manager": found.manager?.name ?? "",
            "users": visit.say(members: found.members),
        ]
    }
}

/// What the entity's home shows.
struct EntityOverview: Sendable {
    struct Quality: Sendable {
        let quality: Rules.Quality
        let manager: Person?
        let members: MemberCount
    }

    let contact: EntityContact
    /// The chief first, then the co-chiefs.
    let chiefs: [(Person, Holding)]
    let qualities: [Quality]
}

extension Transaction {
    func overview(of entity: Entity.ID) throws -> EntityOverview {
        let chief = try chief(of: entity)
        let holdings = (chief.map { [$0] } ?? []) + (try coChiefs(of: entity))
        let people = try people(holdings.map(\.assignment.person))
        let qualities = try qualities(of: entity).map { quality in
            EntityOverview.Quality(
                quality: quality, manager: try managing(quality).flatMap { try person($0) }, members: try memberCount(quality))
        }
        return EntityOverview(
            contact: try contact(of: entity), chiefs: holdings.compactMap { holding in people[holding.assignment.person].map { ($0, holding) } },
            qualities: qualities)
    }
}

extension Visit {
    /// A manager or chief in a list: who, as what, blocked or not.
    func member(_ person: Person, _ holding: Holding) -> [String: Any] {
        [
            "name": person.name, "ssin": person.ssin.masked, "role": say("roles.\(holding.assignment.role.rawValue)"),
            "short": say("roles.short.\(holding.assignment.role.rawValue)"), "email": (person.email?.text) as Any,
            "status": ["kind": holding.isBlocked ? "blocked" : "active", "label": say("statuses.\(holding.isBlocked ? "blocked" : "active")")]
                as [String: Any],
        ]
    }

    func facts(of contact: EntityContact) -> [[String: Any]] {
        [
            contact.email.map { ["label": say("entities.email"), "value": $0.text] },
            contact.phone.map { ["label": say("entities.phone"), "value": $0.text] },
        ]
        .compactMap(\.self)
    }
}

extension Address {
    static let entityContact: Address = "/entities/:entity/contact"
    static let activateQuality: Address = "/entities/:entity/activate"
}
