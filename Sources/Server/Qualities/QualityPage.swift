import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// One quality: identifier, creation date, e-mail, its manager and co-managers, and its applications with the date each was attributed
/// (MISSION M14).
enum QualityPage {
    static func show(_ visit: Visit) async throws -> Response {
        let (entity, quality, domain) = (try visit.thisEntity(), try visit.thisQuality(), try visit.thisDomain())
        let waited = Set([(Power.appointManagers, Role.manager), (.appointCoManagers, .coManager)].filter { visit.may($0.0) }.map(\.1))
        let (now, manages) = (visit.now, visit.may(.manageUsers))
        let ((read, drafts, attention), others) = try await visit.house.readConfirmed { tx in
            (
                try tx.details(of: quality), waited.isEmpty ? [] : try tx.userDrafts(in: quality, as: waited),
                manages ? try tx.attention(quality, at: now) : nil
            )
        } shown: {
            $0.0.rows
        }
        let found = read.without(others)
        let number = entity.number
        let activated = Formats.instant(found.activatedAt, in: visit.language, visit.house.pages.texts)
        let facts = [
            visit.fact("entities.name", entity.name), visit.fact("designation.facts.number", entity.number.formatted, mono: true),
            visit.fact("qualities.quality", visit.label(of: quality.domain)),
            visit.fact("identifiers.\(domain.identifier.rawValue)", visit.identifier(of: quality), mono: true),
            visit.fact("qualities.activated", activated),
        ]
        let model = QualityModel(
            welcome: visit.welcome("qualities.welcome"), attention: try attention.map { try visit.lines(of: $0, naming: false) } ?? [],
            users: Address.users(number, quality.id), usersCount: visit.say(members: found.members),
            replace: visit.may(.appointManagers) ? Address.qualityManager(number, quality.id) : nil,
            appoint: visit.may(.appointCoManagers) ? Address.coManagers(number, quality.id) : nil,
            edit: visit.may(.editQualities) ? Address.qualityContact(number, quality.id) : nil,
            drafts: try drafts.map(visit.waiting), facts: facts + [found.email.map { visit.fact("qualities.email", $0.text) }].compactMap(\.self),
            manager: manager(found, visit),
            coManagers: found.coManagers.map { coManager($0, number, quality, visit) },
            applicationsCount: visit.say(count: domain.applications.count, "qualities.applicationsCount"),
            applications: domain.applications.map { .init(label: visit.label($0), since: activated) })
        return try visit.page(
            model, title: visit.label(of: quality.domain), crumbs: visit.crumbs(),
            naming: names(found, quality, visit).merging(try await visit.former()) { $1 })
    }

    /// Whom and what a notice here may be about.
    private static func names(_ found: QualityDetails, _ quality: Quality, _ visit: Visit) -> [Int64: String] {
        let people = [found.manager?.person].compactMap(\.self) + found.coManagers.map(\.0)
        return Dictionary(people.map { ($0.id.rawValue, $0.name) } + [(quality.id.rawValue, visit.label(of: quality.domain))]) { $1 }
    }

    private static func manager(_ found: QualityDetails, _ visit: Visit) -> QualityModel.Manager? {
        (found.manager?.person).map {
            QualityModel.Manager(
                name: $0.name, ssin: $0.ssin.masked, email: $0.email?.text, note: found.isAppointed ? nil : visit.say("qualities.chiefManages"))
        }
    }

    private static func coManager(_ found: (Person, Holding), _ number: EnterpriseNumber, _ quality: Quality, _ visit: Visit) -> Member {
        let (id, mayRemove) = (found.1.assignment.id, visit.may(.appointCoManagers, on: Target(found.0.id, as: .coManager, raises: false)))
        return visit.member(
            found.0, found.1, entry: visit.may(.searchUsers) ? Address.user(number, quality.id, id) : nil,
            remove: mayRemove ? Address.removeUser(number, quality.id, id) : nil)
    }
}

struct QualityModel: PageModel {
    static let template = "qualities/quality"

    struct Manager: Codable, Sendable {
        let name: String
        let ssin: String
        let email: String?
        let note: String?
    }

    struct Application: Codable, Sendable {
        let label: String
        let since: String
    }

    /// Who the reader is here, as what.
    let welcome: String
    let attention: [AttentionLine]
    let users: String
    let usersCount: String
    let replace: String?
    let appoint: String?
    let edit: String?
    let drafts: [WaitingModel]
    let facts: [Fact]
    let manager: Manager?
    let coManagers: [Member]
    let applicationsCount: String
    let applications: [Application]
}

/// What the page of a quality shows.
struct QualityDetails: Sendable {
    let activatedAt: Date
    let email: EmailAddress?
    let manager: (person: Person, row: PowerRow)?
    let isAppointed: Bool
    let coManagers: [(Person, Holding)]
    let members: MemberCount

    /// The rows of acts that it is made of.
    var rows: [PowerRow] { [manager?.row].compactMap(\.self) + coManagers.map { $0.1.row } }

    func without(_ others: Set<PowerRow>) -> QualityDetails {
        guard !others.isEmpty else { return self }
        return QualityDetails(
            activatedAt: activatedAt, email: email, manager: manager.flatMap { others.contains($0.row) ? nil : $0 }, isAppointed: isAppointed,
            coManagers: coManagers.filter { !others.contains($0.1.row) }, members: members)
    }
}

extension Transaction {
    func details(of quality: Quality) throws -> QualityDetails {
        let appointed = try appointedManager(of: quality.id)
        let holdings = try coManagers(of: quality.id)
        let people = try people(holdings.map(\.assignment.person))
        let activated = try activation(of: quality.id)
        guard let activated else { throw BrokenChain(kind: "quality", id: quality.id.rawValue) }
        return QualityDetails(
            activatedAt: activated, email: try email(of: quality.id), manager: try managingMember(of: quality),
            isAppointed: appointed != nil, coManagers: holdings.compactMap { holding in people[holding.assignment.person].map { ($0, holding) } },
            members: try memberCount(quality))
    }
}
