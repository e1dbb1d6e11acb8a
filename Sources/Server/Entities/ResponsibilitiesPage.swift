import Hummingbird
import Rules
import Storage
import Web

/// *Fonctions et hiérarchie de responsabilité*: who manages what in the entity, or in one quality of it, as a picture and as the same in a list.
enum ResponsibilitiesPage {
    /// In percent.
    static let zooms = [50, 75, 100, 150, 200]

    static func show(_ visit: Visit) async throws -> Response {
        let (entity, quality) = (try visit.thisEntity(), visit.quality)
        let (read, others) = try await visit.house.readConfirmed { tx in
            try tx.responsibilities(of: entity.id, only: quality)
        } shown: {
            $0.rows
        }
        let found = read.without(others)
        let title = visit.say("entities.responsibilities.title")
        return try visit.page(model(found, entity, visit), title: title, crumbs: visit.crumbs([Crumb(title)]))
    }

    private static func model(_ found: Responsibilities, _ entity: Entity, _ visit: Visit) -> ResponsibilitiesModel {
        let zoom = zooms.first { "\($0)" == visit.query["zoom"] } ?? 100
        let address = visit.quality.map { Address.qualityResponsibilities(entity.number, $0.id) } ?? Address.responsibilities(entity.number)
        let picture = ResponsibilityPicture(
            root: .init(title: entity.name, lines: [entity.number.formatted] + found.heads.map { "\(visit.short($0)) \($0.person.name)" }),
            branches: found.qualities.map { branch($0, visit) }, zoom: zoom)
        let empty = EmptyList(title: visit.say("qualities.noneTitle"), text: visit.say("qualities.none"))
        return ResponsibilitiesModel(
            entity: entity.name, heads: found.heads.map { visit.line($0) }, qualities: found.qualities.map { line($0, entity, visit) },
            picture: picture, empty: found.qualities.isEmpty ? empty : nil, larger: next(zooms, after: zoom).map { "\(address)?zoom=\($0)" },
            smaller: next(zooms.reversed(), after: zoom).map { "\(address)?zoom=\($0)" })
    }

    private static func next(_ zooms: [Int], after zoom: Int) -> Int? {
        zooms.firstIndex(of: zoom).flatMap { zooms.dropFirst($0 + 1).first }
    }

    private static func branch(_ found: Responsibilities.InQuality, _ visit: Visit) -> ResponsibilityPicture.Branch {
        ResponsibilityPicture.Branch(
            quality: .init(
                title: visit.label(of: found.quality.domain), lines: [visit.identifier(of: found.quality), visit.say(members: found.members)]),
            managers: found.managers.map {
                .init(title: $0.person.name, lines: [visit.say("roles.\($0.role.rawValue)")] + ($0.isBlocked ? [visit.say("statuses.blocked")] : []))
            })
    }

    private static func line(_ found: Responsibilities.InQuality, _ entity: Entity, _ visit: Visit) -> ResponsibilitiesModel.InQuality {
        ResponsibilitiesModel.InQuality(
            label: visit.label(of: found.quality.domain), href: Address.quality(entity.number, found.quality.id),
            identifier: visit.identifier(of: found.quality), members: visit.say(members: found.members),
            managers: found.managers.map { visit.line($0) })
    }
}

extension Visit {
    fileprivate func short(_ manager: Responsibilities.Manager) -> String { say("roles.short.\(manager.role.rawValue)") }

    fileprivate func line(_ manager: Responsibilities.Manager) -> ResponsibilitiesModel.Manager {
        ResponsibilitiesModel.Manager(
            name: manager.person.name, role: say("roles.\(manager.role.rawValue)"), status: manager.isBlocked ? badge(blocked: true) : nil)
    }
}

struct ResponsibilitiesModel: PageModel {
    static let template = "entities/responsibilities"

    struct Manager: Codable, Sendable {
        let name: String
        let role: String
        /// Of whoever is blocked.
        let status: Badge?
    }

    struct InQuality: Codable, Sendable {
        let label: String
        let href: String
        let identifier: String
        let members: String
        let managers: [Manager]
    }

    let entity: String
    let heads: [Manager]
    let qualities: [InQuality]
    let picture: ResponsibilityPicture
    let empty: EmptyList?
    let larger: String?
    let smaller: String?
}
