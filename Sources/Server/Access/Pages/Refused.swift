import Foundation
import HTTPTypes
import Hummingbird
package import Rules
import Storage
package import Web

/// A refusal as its reader is told it: which rule, what to do and where, and who can help.
extension Visit {
    /// For `parts/refusal`; nil when nothing was refused.
    package func refusalModel(_ refusal: Refusal?) async throws -> RefusalModel? {
        guard let refusal else { return nil }
        let values = values(of: refusal)
        let (why, remedy) = (say("refusals.\(refusal.code).why", values), say("refusals.\(refusal.code).remedy", values))
        guard refusal != .nothingChanges else {
            return RefusalModel(notice: NoticeModel(text: "\(why) \(remedy)"), text: why, remedy: remedy, told: refusal)
        }
        return RefusalModel(
            title: title(of: refusal), text: why, remedy: remedy, isStep: refusal == .eIDNeeded, link: try await remedyLink(refusal),
            helper: try await helper(refusal), told: refusal)
    }

    /// To sign in with a card is the next thing to do, and nothing that is not possible.
    func title(of refusal: Refusal) -> String { say(refusal == .eIDNeeded ? "signIn.stepUp.title" : "layout.refused") }

    private func values(of refusal: Refusal) -> [String: String] {
        switch refusal {
        case .entityCeased(let day), .functionEnded(let day), .functionNotYetBegun(let day):
            ["date": Formats.day(day, in: language, house.pages.texts)]
        case .applicationUnknown(let code): ["application": code.rawValue]
        default: [:]
        }
    }

    // MARK: Where to go

    /// Where the remedy is done, when it is another page, and one that the reader may open.
    private func remedyLink(_ refusal: Refusal) async throws -> Link? {
        guard let page = try await entry(refusal) ?? remedyPage(refusal), page.href != request.uri.path else { return nil }
        return page
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
            return page(.activateQualities) { number, _ in Link(say("qualities.activate.title"), Address.activateQuality(number)) }
        case .qualityAlreadyActive: return page(.consultEntity) { number, _ in Link(entity?.name ?? "", Address.entity(number)) }
        case .onlyReplaced:
            return page(.appointManagers) { number, quality in
                quality.map { Link(say("qualities.manager.title"), Address.qualityManager(number, $0.id)) }
            }
        case .alreadyManager, .alreadyCoManager, .managesQuality:
            return page(.consultQualities) { number, quality in quality.map { Link(label(of: $0.domain), Address.quality(number, $0.id)) } }
        case .alreadyUser, .alreadyUserBlocked, .alreadyBlocked, .notBlocked, .alreadyConfirmed, .draftDiscarded:
            return page(.searchUsers) { number, quality in quality.map { Link(say("users.backToList"), Address.users(number, $0.id)) } }
        default: return nil
        }
    }

    /// A page of this entity, for readers with that power here.
    func page(_ power: Power, _ page: (_ number: EnterpriseNumber, Quality?) -> Link?) -> Link? {
        guard let entity, roles.contains(where: { $0.may(power, in: Place(entity: entity.id, quality: quality?.id)) }) else { return nil }
        return page(entity.number, quality)
    }

    // MARK: Whom to ask

    /// Nobody, where readers help themselves.
    private func helper(_ refusal: Refusal) async throws -> HelperModel? {
        switch refusal.helper {
        case .yourself: return nil
        case .register, .thatPerson: return HelperModel(who: say("helpers.\(refusal.helper.code)"))
        case .contactCentre: return contactCentreAsHelper
        case .role(let role):
            if let person = try await person(helping: refusal) { return person }
            // Whoever stands as high as that is not sent to themselves.
            let isBelow = roles.allSatisfy { $0.role < role }
            return isBelow ? HelperModel(who: say("helpers.\(refusal.helper.code)")) : contactCentreAsHelper
        }
    }

    private var contactCentreAsHelper: HelperModel? {
        contactCentre.map {
            HelperModel(who: say("helpers.contact-centre"), name: $0.name, phone: .init(number: $0.phone, call: $0.call), hours: $0.hours)
        }
    }

    /// The nearest who can help, by name, for readers who have a role in this entity.
    private func person(helping refusal: Refusal) async throws -> HelperModel? {
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
        return HelperModel(
            who: say("roles.\(role.rawValue)"), name: person.name, email: email?.text,
            phone: phone.map { .init(number: $0.text, call: "tel:\($0.text)") })
    }
}

extension Refusal: TellableError {
    package var report: ProblemReport? {
        var report = ProblemReport("refused", .forbidden)
        report.detail = .said("refusals.\(code).why")
        return report
    }
}

/// A rule said no: which, what to do and where, and who can help; or only a notice, when nothing stands in the way.
package struct RefusalModel: Codable, Sendable {
    var notice: NoticeModel?
    /// Nil where the page's own says it.
    var title: String?
    let text: String
    let remedy: String
    /// What to do next, and no refusal.
    var isStep = false
    var link: Link?
    var helper: HelperModel?
    /// Which rule; never shown.
    var told: Refusal?

    private enum CodingKeys: CodingKey { case notice, title, text, remedy, isStep, link, helper }
}

/// Who can help, and how to reach them.
struct HelperModel: Codable, Sendable {
    let who: String
    var name: String?
    var email: String?
    var phone: Phone?
    var hours: String?

    struct Phone: Codable, Sendable {
        let number: String
        /// For a link.
        let call: String
    }
}

extension Refusal? {
    /// Whether a rule stands in the way; that nothing changes is only worth knowing.
    var isInTheWay: Bool { self != nil && self != .nothingChanges }
}
