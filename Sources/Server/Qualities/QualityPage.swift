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
        let found = try await visit.house.read { tx in try tx.details(of: quality) }
        let digits = entity.number.digits
        let activated = Formats.instant(found.activatedAt, in: visit.language, visit.house.pages.texts)
        var facts: [[String: Any]] = [
            ["label": visit.say("identifiers.\(domain.identifier.rawValue)"), "value": visit.identifier(of: quality), "mono": true],
            ["label": visit.say("qualities.activated"), "value": activated],
        ]
        if let email = found.email { facts.append(["label": visit.say("qualities.email"), "value": email.text]) }
        var model: [String: Any] = [
            "facts": facts, "users": Address.users(digits, quality.id), "usersCount": visit.say(members: found.members),
            "manager": manager(found, visit), "coManagers": found.coManagers.map { coManager($0, digits, quality, visit) },
            "applications": domain.applications.map { ["label": $0.labels[visit.language] ?? $0.code, "code": $0.code, "since": activated] },
            "applicationsCount": visit.say(count: domain.applications.count, "qualities.applicationsCount"),
        ]
        if visit.may(.editQualities) { model["edit"] = Address.qualityContact(digits, quality.id) }
        if visit.may(.appointManagers) { model["replace"] = Address.qualityManager(digits, quality.id) }
        if visit.may(.appointCoManagers) { model["appoint"] = Address.coManagers(digits, quality.id) }
        return try visit.page(
            "qualities/quality", title: visit.label(of: quality.domain), model, crumbs: visit.crumbs(),
            naming: names(found, quality, visit).merging(try await visit.former()) { $1 })
    }

    /// Whom and what a notice here may be about.
    private static func names(_ found: QualityDetails, _ quality: Quality, _ visit: Visit) -> [Int64: String] {
        let people = [found.manager].compactMap(\.self) + found.coManagers.map(\.0)
        return Dictionary(people.map { ($0.id.rawValue, $0.name) } + [(quality.id.rawValue, visit.label(of: quality.domain))]) { $1 }
    }

    private static func manager(_ found: QualityDetails, _ visit: Visit) -> [String: Any] {
        guard let person = found.manager else { return [:] }
        var model: [String: Any] = ["name": person.name, "ssin": person.ssin.masked, "email": (person.email?.text) as Any]
        if !found.isAppointed { model["note"] = visit.say("qualities.chiefManages") }
        return model
    }

    private static func coManager(_ found: (Person, Holding), _ digits: String, _ quality: Quality, _ visit: Visit) -> [String: Any] {
        var model = visit.member(found.0, found.1)
        if visit.may(.appointCoManagers, on: Target(found.0.id, as: .coManager, raises: false)) {
            model["remove"] = Address.removeCoManager(digits, quality.id, found.1.assignment.id)
        }
        return model
    }
}

/// What the page of a quality shows.
struct QualityDetails: Sendable {
    let activatedAt: Date
    let email: EmailAddress?
    let manager: Person?
    let isAppointed: Bool
    let coManagers: [(Person, Holding)]
    let members: MemberCount
}

extension Transaction {
    func details(of quality: Quality) throws -> QualityDetails {
        let appointed = try appointedManager(of: quality.id)
        let holdings = try coManagers(of: quality.id)
        let people = try people(holdings.map(\.assignment.person))
        let activated = try activation(of: quality.id)
        guard let activated else { throw BrokenChain(kind: "quality", id: quality.id.rawValue) }
        return QualityDetails(
            activatedAt: activated, email: try email(of: quality.id), manager: try managing(quality).flatMap { try person($0) },
            isAppointed: appointed != nil, coManagers: holdings.compactMap { holding in people[holding.assignment.person].map { ($0, holding) } },
            members: try memberCount(quality))
    }
}
