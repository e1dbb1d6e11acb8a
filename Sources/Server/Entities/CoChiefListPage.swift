import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// The co-chiefs of an entity, and the registrations of co-chiefs that wait to be confirmed (MISSION M5).
enum CoChiefListPage {
    static func show(_ visit: Visit) async throws -> Response {
        let entity = try visit.thisEntity()
        let me = visit.may(.appointCoChiefs) ? try visit.actor().person : nil
        let (read, others) = try await visit.house.readConfirmed { tx in
            (coChiefs: try tx.listedCoChiefs(of: entity.id), drafts: try me.map { try tx.coChiefDrafts(of: entity.id, by: $0) } ?? [])
        } shown: {
            $0.coChiefs.map(\.holding.row)
        }
        let found = read.coChiefs.filter { !others.contains($0.holding.row) }
        let title = visit.say("staff.co-chief.list")
        return try visit.page(
            model(found, read.drafts, entity.number, visit), title: title, crumbs: try visit.personCrumbs(), naming: try await visit.former())
    }

    private static func model(_ found: [RoleHolder], _ drafts: [WaitingUser], _ number: EnterpriseNumber, _ visit: Visit) throws
        -> CoChiefListModel
    {
        let add = visit.may(.appointCoChiefs) ? Address.newCoChief(number) : nil
        if visit.seesNumbers(of: .coChief) { visit.disclose(nil, found.count { $0.person.id != visit.person?.id }, on: .coChiefList) }
        return CoChiefListModel(
            explanation: visit.say("staff.co-chief.explanation"), add: add, note: add == nil ? visit.say("staff.co-chief.readOnly") : nil,
            drafts: try drafts.map(visit.waiting), count: visit.say(count: found.count, "staff.co-chief.count"),
            empty: found.isEmpty ? empty(add, visit) : nil, coChiefs: found.map { row($0, number, visit) })
    }

    private static func empty(_ add: String?, _ visit: Visit) -> EmptyList {
        EmptyList(
            title: visit.say("staff.co-chief.noneTitle"), text: visit.say("staff.co-chief.none"),
            action: add.map { Link(visit.say("staff.co-chief.add"), $0) })
    }

    private static func row(_ found: RoleHolder, _ number: EnterpriseNumber, _ visit: Visit) -> CoChiefListModel.CoChief {
        let (person, holding) = (found.person, found.holding)
        let isShown = visit.seesNumbers(of: .coChief) || person.id == visit.person?.id
        return CoChiefListModel.CoChief(
            href: Address.coChief(number, holding.assignment.id), name: person.name, familyName: person.familyName.text,
            givenName: person.givenName?.text ?? visit.say("users.none"), userName: found.userName ?? visit.say("users.none"),
            ssin: isShown ? person.ssin.formatted : person.ssin.masked, type: visit.badge(.coChief), status: visit.badge(blocked: holding.isBlocked),
            since: found.since.map { Formats.shortDay($0, in: visit.language, visit.house.pages.texts) } ?? visit.say("users.none"))
    }
}

struct CoChiefListModel: PageModel {
    static let template = "entities/co-chiefs"

    struct CoChief: Codable, Sendable {
        let href: String
        let name: String
        let familyName: String
        let givenName: String
        let userName: String
        let ssin: String
        let type: Badge
        let status: Badge
        let since: String
    }

    let explanation: String
    let add: String?
    /// Who may add one, for whoever may not.
    let note: String?
    let drafts: [WaitingModel]
    let count: String
    let empty: EmptyList?
    let coChiefs: [CoChief]
}

extension Transaction {
    func listedCoChiefs(of entity: Entity.ID) throws -> [RoleHolder] {
        try roleHolders(coChiefs(of: entity)).sorted {
            ($0.person.familyName.text, $0.person.id.rawValue) < ($1.person.familyName.text, $1.person.id.rawValue)
        }
    }
}
