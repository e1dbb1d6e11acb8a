import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// Why somebody of a quality may use an application, or may not: each step up to the company register (MISSION "The chain", M13).
enum WhyPage {
    static func show(_ visit: Visit) async throws -> Response {
        let (id, code): (Assignment.ID, SecuredApplication.Code) = (try visit.part(), try visit.part())
        let (place, entity, quality, domain, now) = (
            try visit.place(), try visit.thisEntity(), try visit.thisQuality(), try visit.thisDomain(), visit.now
        )
        guard domain.application(code) != nil else { throw NotFound() }
        let catalogue = visit.house.catalogue
        let (_, why) = try await visit.confirmed { tx in
            let user = try tx.registered(id, in: place, at: now)
            let facts = try tx.decisionFacts(of: user.person.id, in: entity.number)
            let here = DecisionFacts(
                person: facts.person, entity: facts.entity, isRegistered: facts.isRegistered, chief: facts.chief,
                qualities: facts.qualities.filter { $0.quality.id == quality.id })
            let decision = Decision.on(here, application: code, domain: quality.domain, catalogue: catalogue, at: now)
            return (user, try tx.why(user, decision.reason, code, in: quality, of: entity))
        } user: {
            $0.0
        }
        let title = visit.say("history.why.title")
        let crumbs = try visit.personCrumbs(Crumb(why.person, visit.here(.entry, id)), Crumb(title))
        let model = try visit.page(about: why, visit.say(text(of: why.reason), ["name": why.person]), crumbs: crumbs)
        return try visit.page(model, title: title, crumbs: crumbs)
    }

    /// Of somebody else: the decision's own sentences speak to whoever asks.
    private static func text(of reason: DecisionReason) -> String {
        switch reason {
        case .granted, .manager, .coManager, .chiefManages, .notGranted, .blocked, .entityCeased: "history.why.reasons.\(reason.rawValue)"
        default: "history.why.reasons.other"
        }
    }
}

extension Transaction {
    fileprivate func why(
        _ user: RegisteredUser, _ reason: DecisionReason, _ code: SecuredApplication.Code, in quality: Quality, of entity: Entity
    ) throws -> Why {
        let given = try openings(ofGrantsOn: user.id)[code]
        let blocked = try user.holding.block.flatMap { block in try opening(of: block.id).map { (block.reason, $0) } }
        let people = try people([given, blocked?.1].compactMap { $0?.actor })
        func deed(_ done: Provenance) -> Why.Deed { Why.Deed(at: done.at, name: done.actor.flatMap { people[$0] }?.name, role: done.role) }
        return Why(
            person: user.person.name, entity: entity, quality: quality, application: code, reason: reason, given: given.map(deed),
            block: blocked.map { ($0.0, deed($0.1)) }, chain: try chain(to: user.holding.assignment))
    }
}
