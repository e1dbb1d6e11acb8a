import Foundation
import Hummingbird
package import Rules
import Storage
import Web

/// A refusal as its reader is told it: which rule, what to do and where, and who can help.
extension Visit {
    /// As the part `parts/refusal` reads it; false when nothing was refused.
    package func refusalModel(_ refusal: Refusal?) async throws -> Any {
        guard let refusal else { return false }
        let values = values(of: refusal)
        let (why, remedy) = (say("refusals.\(refusal.code).why", values), say("refusals.\(refusal.code).remedy", values))
        guard refusal != .nothingChanges else { return ["notice": ["text": "\(why) \(remedy)"], "told": refusal] as [String: Any] }
        return [
            "title": title(of: refusal), "text": why, "remedy": remedy, "isStep": refusal == .eIDNeeded,
            "link": try await remedyLink(refusal) ?? false,
            "helper": try await helper(refusal) ?? false, "told": refusal,
        ] as [String: Any]
    }

    /// To sign in with a card is the next thing to do, and nothing that is not possible.
    func title(of refusal: Refusal) -> String { say(refusal == .eIDNeeded ? "signIn.stepUp.title" : "layout.refused") }

    private func values(of refusal: Refusal) -> [String: String] {
        switch refusal {
        case .entityCeased(let day), .functionEnded(let day), .functionNotYetBegun(let day):
            ["date": Formats.day(day, in: language, house.pages.texts)]
        case .applicationUnknown(let code): ["application": code]
        default: [:]
        }
    }

    // MARK: Where to go

    /// Where the remedy is done, when it is another page, and one that the reader may open.
    private func remedyLink(_ refusal: Refusal) async throws -> [String: Any]? {
        guard let page = try await entry(refusal) ?? remedyPage(refusal), page.href != request.uri.path else { return nil }
        return ["label": page.label, "href": page.href]
    }

    /// Where a feature leads that knows what the refusal is about.
    private func entry(_ refusal: Refusal) async throws -> Link? {
        for feature in Features.all { if let link = try await feature.remedy(for: refusal, in: self) { return link } }
        return nil
    }

    private func remedyPage(_ refusal: Refusal) -> Link? {
        switch refusal {
        case .eIDNeeded: return Link(say("signIn.stepUp.action"), StepUp.address(self))
        case .confined: return Link(say("signIn.confined.action"), StepUp.freeingAddress(self))
        case .notYourRole, .anotherQuality, .anotherEntity, .noLongerHeld: return session == nil ? nil : Link(say("layout.nav.mine"), Address.mine())
        case .entityNotRegistered: return Link(say("entities.register"), Address.designation())
        case .domainUnknown, .notEntitled:
            return page(.activateQualities) { digits, _ in Link(say("qualities.activate.title"), Address.activateQuality(digits)) }
        case .qualityAlreadyActive, .alreadyCoChief: return page(.consultEntity) { digits, _ in Link(entity?.name ?? "", Address.entity(digits)) }
        case .onlyReplaced:
            return page(.appointManagers) { digits, quality in
                quality.map { Link(say("qualities.manager.title"), Address.qualityManager(digits, $0.id)) }
            }
        case .alreadyManager, .alreadyCoManager, .managesQuality:
            return page(.consultQualities) { digits, quality in quality.map { Link(label(of: $0.domain), Address.quality(digits, $0.id)) } }
        case .alreadyUser, .alreadyBlocked, .notBlocked, .alreadyConfirmed, .draftDiscarded:
            return page(.searchUsers) { digits, quality in quality.map { Link(say("users.backToList"), Address.users(digits, $0.id)) } }
        default: return nil
        }
    }

    /// A page of this entity, for readers with that power here.
    func page(_ power: Power, _ page: (_ digits: String, Quality?) -> Link?) -> Link? {
        guard let entity, roles.contains(where: { $0.may(power, in: Place(entity: entity.id, quality: quality?.id)) }) else { return nil }
        return page(entity.number.digits, quality)
    }

    // MARK: Whom to ask

    /// Nobody, where readers help themselves.
    private func helper(_ refusal: Refusal) async throws -> [String: Any]? {
        switch refusal.helper {
        case .yourself: return nil
        case .register, .thatPerson: return ["who": say("helpers.\(refusal.helper.code)"), "name": false]
        case .contactCentre: return contactCentreAsHelper
        case .role(let role):
            if let person = try await person(helping: refusal) { return person }
            // Whoever stands as high as that is not sent to themselves.
            let isBelow = roles.allSatisfy { $0.role < role }
            return isBelow ? ["who": say("helpers.\(refusal.helper.code)"), "name": false] : contactCentreAsHelper
        }
    }

    private var contactCentreAsHelper: [String: Any]? {
        guard let contactCentre else { return nil }
        return contactCentre.model.merging(["who": say("helpers.contact-centre"), "email": false]) { $1 }
    }

    /// The nearest who can help, by name, for readers who have a role in this entity.
    private func person(helping refusal: Refusal) async throws -> [String: Any]? {
        guard let entity, !roles.isEmpty else { return nil }
        let (place, roles, now) = (Place(entity: entity.id, quality: quality?.id), roles, now)
        let found = try await house.read { tx -> (Role, Person, EmailAddress?, PhoneNumber?)? in
            guard let helper = refusal.helper(among: try tx.managers(in: place, at: now), for: roles, in: place),
                let person = try tx.person(helper.person)
            else { return nil }
            let contact = try tx.contact(of: place.entity)
            let ofQuality = try helper.role.isOfQuality ? place.quality.flatMap { try tx.email(of: $0) } : nil
            // The person's own address only where neither the quality nor the entity has one to be written to.
            return (helper.role, person, ofQuality ?? contact.email ?? person.email, contact.phone)
        }
        guard let (role, person, email, phone) = found else { return nil }
        return [
            "who": say("roles.\(role.rawValue)"), "name": person.name, "email": (email?.text) as Any, "phone": (phone?.text) as Any,
            "call": phone.map { "tel:\($0.text)" } as Any, "hours": false,
        ]
    }
}

extension Refusal? {
    /// Whether a rule stands in the way; that nothing changes is only worth knowing.
    var isInTheWay: Bool { self != nil && self != .nothingChanges }
}
