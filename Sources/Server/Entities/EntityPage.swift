import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// The entity's home: what it is, its chief and co-chiefs, its qualities, and what can be done next (MISSION M2, M4).
enum EntityPage {
    static func show(_ visit: Visit) async throws -> Response {
        let entity = try visit.thisEntity()
        let (now, manages) = (visit.now, visit.may(.manageUsers))
        let ((read, attention), others) = try await visit.house.readConfirmed { tx in
            let overview = try tx.overview(of: entity.id)
            return (overview, manages ? try overview.qualities.map { try tx.attention($0.quality, at: now) } : [])
        } shown: {
            $0.0.rows
        }
        let found = read.without(others)
        let lines = try attention.filter { !others.contains(.quality($0.quality)) }.flatMap { try visit.lines(of: $0, naming: true) }
        return try visit.page(
            model(found, lines, entity, visit), title: entity.name, crumbs: [Crumb(visit.say("entities.title"), Address.mine()), Crumb(entity.name)],
            naming: [entity.id.rawValue: entity.name])
    }

    private static func model(_ found: EntityOverview, _ attention: [AttentionLine], _ entity: Entity, _ visit: Visit) -> EntityModel {
        let number = entity.number
        let activate = visit.may(.activateQualities) ? Address.activateQuality(number) : nil
        let edit = visit.may(.editEntity) ? Address.entityContact(number) : nil
        let designate = visit.roles.contains { $0.role == .representative } ? Address.designationForm(number) : nil
        return EntityModel(
            welcome: visit.welcome("entities.welcome"), activate: activate, edit: edit, ownData: Address.ownData(),
            coChiefs: Address.coChiefs(number), designate: designate, attention: attention, entity: facts(entity, found, visit),
            count: visit.say(count: found.qualities.count, "qualities.count"),
            empty: found.qualities.isEmpty ? empty(activate, visit) : nil, qualities: found.qualities.map { quality(from: $0, entity, visit) },
            chiefs: found.chiefs.map { chief($0, number, visit) })
    }

    private static func facts(_ entity: Entity, _ found: EntityOverview, _ visit: Visit) -> [Fact] {
        [
            visit.fact("entities.name", entity.name), visit.fact("designation.facts.number", entity.number.formatted, mono: true),
            found.registeredAt.map { visit.fact("entities.created", Formats.instant($0, in: visit.language, visit.house.pages.texts)) },
            visit.fact("designation.facts.address", entity.address),
        ].compactMap(\.self) + visit.facts(of: found.contact)
    }

    private static func chief(_ found: (Person, Holding), _ number: EnterpriseNumber, _ visit: Visit) -> Member {
        let assignment = found.1.assignment
        return visit.member(found.0, found.1, entry: assignment.role == .coChief ? Address.coChief(number, assignment.id) : nil)
    }

    private static func empty(_ activate: String?, _ visit: Visit) -> EmptyList {
        EmptyList(
            title: visit.say("qualities.noneTitle"), text: visit.say("qualities.none"),
            action: activate.map { Link(visit.say("qualities.activate.title"), $0) })
    }

    private static func quality(from found: EntityOverview.Quality, _ entity: Entity, _ visit: Visit) -> EntityModel.Quality {
        EntityModel.Quality(
            label: visit.label(of: found.quality.domain), identifier: visit.identifier(of: found.quality),
            href: Address.quality(entity.number, found.quality.id), manager: found.manager?.person.name ?? "",
            users: visit.say(members: found.members))
    }
}

struct EntityModel: PageModel {
    static let template = "entities/home"

    struct Quality: Codable, Sendable {
        let label: String
        let identifier: String
        let href: String
        let manager: String
        let users: String
    }

    /// Who the reader is here, as what.
    let welcome: String
    let activate: String?
    let edit: String?
    let ownData: String
    /// Where the co-chiefs are listed and appointed.
    let coChiefs: String
    let designate: String?
    let attention: [AttentionLine]
    let entity: [Fact]
    let count: String
    let empty: EmptyList?
    let qualities: [Quality]
    let chiefs: [Member]
}

/// A manager or chief in a list: who, as what, blocked or not.
struct Member: Codable, Sendable {
    let name: String
    let ssin: String
    let role: String
    let email: String?
    let status: Badge
    /// The page about them, for whoever may open it.
    var entry: String?
    /// Where they are removed, for whoever may.
    var remove: String?
}

/// What the entity's home shows.
struct EntityOverview: Sendable {
    struct Quality: Sendable {
        let quality: Rules.Quality
        let manager: (person: Person, row: PowerRow)?
        let members: MemberCount
    }

    let contact: EntityContact
    let registeredAt: Date?
    /// The chief first, then the co-chiefs.
    let chiefs: [(Person, Holding)]
    let qualities: [Quality]

    /// The rows of acts that it is made of.
    var rows: [PowerRow] {
        chiefs.map { $0.1.row } + qualities.flatMap { [.quality($0.quality)] + [$0.manager?.row].compactMap(\.self) }
    }

    func without(_ others: Set<PowerRow>) -> EntityOverview {
        guard !others.isEmpty else { return self }
        return EntityOverview(
            contact: contact, registeredAt: registeredAt, chiefs: chiefs.filter { !others.contains($0.1.row) },
            qualities: qualities.filter { !others.contains(.quality($0.quality)) }.map { found in
                let manager = found.manager.flatMap { others.contains($0.row) ? nil : $0 }
                return Quality(quality: found.quality, manager: manager, members: found.members)
            })
    }
}

extension Holding {
    /// As a page shows it.
    var row: PowerRow { PowerRow(assignment, isBlocked: isBlocked) }
}

extension Transaction {
    func overview(of entity: Entity.ID) throws -> EntityOverview {
        let chief = try chief(of: entity)
        let holdings = (chief.map { [$0] } ?? []) + (try coChiefs(of: entity))
        let people = try people(holdings.map(\.assignment.person))
        let qualities = try qualities(of: entity).map { quality in
            EntityOverview.Quality(
                quality: quality, manager: try managingMember(of: quality), members: try memberCount(quality))
        }
        return EntityOverview(
            contact: try contact(of: entity), registeredAt: try registrationDate(of: entity),
            chiefs: holdings.compactMap { holding in people[holding.assignment.person].map { ($0, holding) } },
            qualities: qualities)
    }
}

extension Transaction {
    /// Whoever manages a quality, and by which assignment.
    func managingMember(of quality: Quality) throws -> (person: Person, row: PowerRow)? {
        guard let managing = try managingRole(of: quality), let person = try person(managing.person) else { return nil }
        return (person, .role(managing))
    }
}

extension Visit {
    /// Who the reader is, and as what they are here.
    func welcome(_ key: String) -> String {
        say(key, ["name": person?.name ?? "", "role": acting.map { say("roles.\($0.role.rawValue)") } ?? ""])
    }

    func member(_ person: Person, _ holding: Holding, entry: String? = nil, remove: String? = nil) -> Member {
        Member(
            name: person.name, ssin: person.ssin.masked, role: say("roles.\(holding.assignment.role.rawValue)"), email: person.email?.text,
            status: badge(blocked: holding.isBlocked), entry: entry, remove: remove)
    }

    func facts(of contact: EntityContact) -> [Fact] {
        [contact.email.map { fact("entities.email", $0.text) }, contact.phone.map { fact("entities.phone", $0.text) }].compactMap(\.self)
    }
}

extension Address {
    static let entityContact = TypedAddress("/entities/:entity/contact", EnterpriseNumber.self)
    static let activateQuality = TypedAddress("/entities/:entity/activate", EnterpriseNumber.self)
}
