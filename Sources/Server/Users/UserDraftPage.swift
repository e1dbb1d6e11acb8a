import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// What has been saved and waits for a confirmation: nobody has access before it (MISSION M5, M7, M8, M10).
struct UserDraftPage: Sendable {
    let role: Role

    func show(_ visit: Visit) async throws -> Response { try await page(visit) }

    func confirm(_ visit: Visit) async throws -> Response {
        let id: Key<DraftRow> = try visit.part()
        do {
            return try done(
                visit, try await visit.perform(ConfirmUserDraft(draft: id, standing: try visit.standing(role), seen: visit.form["version"])))
        } catch Refusal.alreadyConfirmed {
            return try await page(visit, notice: "userConfirmedBefore")
        } catch is DraftChanged {
            return try await page(visit, changed: true)
        } catch is ChangedMeanwhile {
            return visit.redirect(to: try visit.here(.correction(id), as: role))
        } catch is Invalid {
            return visit.redirect(to: try visit.here(.correction(id), as: role))
        } catch let refusal as Refusal {
            return try await page(visit, refusal: refusal)
        }
    }

    /// Where the person stands now.
    private func done(_ visit: Visit, _ plan: Plan) throws -> Response {
        let (user, person) = (plan.opened(Assignment.self), plan.acts.last?.subject)
        switch role {
        case .manager:
            return visit.redirect(to: try visit.home(ofRegistrationsAs: role), notice: "managerReplaced", about: person?.rawValue)
        case .coManager, .coChief:
            guard let user else { throw NotFound() }
            let notice =
                role == .coChief ? Notice("coChiefAppointed", about: user.id.rawValue) : Notice("coManagerAppointed", about: user.id.rawValue)
            return visit.redirect(to: try visit.here(.entry, user.id), notice: notice.code, about: notice.subject)
        case .user, .chief, .representative:
            guard let user else { throw NotFound() }
            return visit.redirect(to: try visit.here(.user, user.id), notice: "userRegistered", about: user.id.rawValue)
        }
    }

    /// What the page shows: the draft, the person it means and whoever saved it.
    private struct Summary: Sendable {
        let draft: Draft<UserDraft>
        var registrant: Registrant?
        /// What confirming it changes; nil when it cannot be confirmed as it is.
        var preview: Preview?
        var refusal: Refusal?
        let savedBy: String
        /// The assignment it has become, or that came of it in another way.
        let user: Assignment.ID?
        /// Whoever is known by the number.
        var known: Person.ID?
        /// Of whoever is registered; and, of a manager, who manages until then.
        var name, former: String?
        /// What the person is there already, when that leaves nothing to confirm.
        var role: Role?

        /// Whether it can no longer be confirmed, whatever is corrected.
        var isPast: Bool {
            if case .entityCeased = refusal { true } else { role != nil }
        }
    }

    private func page(_ visit: Visit, refusal: Refusal? = nil, notice: String? = nil, changed: Bool = false) async throws -> Response {
        let summary = try await summary(visit)
        if summary.draft.confirmedBy != nil {
            let result = try summary.user.map { try visit.here(.entry, $0) } ?? visit.home(ofRegistrationsAs: role)
            return visit.redirect(to: result, notice: summary.draft.content.isOvertaken ? "userRegisteredOtherwise" : notice)
        }
        guard !summary.draft.isDiscarded else { throw Refusal.draftDiscarded }
        let refused = refusal ?? (summary.role == nil ? summary.refusal : nil)
        let model = try model(summary, try await visit.refusalModel(refused), changed: changed, visit)
        return try visit.page(
            model, title: visit.registrationTitle(role), crumbs: try visit.registrationCrumbs(role, visit.registrationTitle(role)),
            status: changed ? .conflict : refusal == nil ? .ok : .unprocessableContent)
    }

    private func model(_ summary: Summary, _ refusal: RefusalModel?, changed: Bool, _ visit: Visit) throws -> UserDraftModel {
        let (draft, saved) = (summary.draft, ["name": summary.savedBy, "date": visit.instant(summary.draft.savedAt)])
        let given = summary.preview.map { Set($0.applicationsGiven) } ?? draft.content.applications
        return UserDraftModel(
            steps: visit.registrationSteps(2, as: role), place: try visit.placeName(), refusal: refusal,
            changed: changed ? NoticeModel(text: visit.say("users.draft.changedMeanwhile", saved), warn: true) : nil,
            warning: NoticeModel(
                text: summary.role.map { visit.settled($0, as: role) } ?? visit.say(role == .user ? "users.draft.warning" : "staff.warning"),
                warn: true),
            saved: visit.say("users.drafts.saved", saved), action: try visit.here(.summary(draft.id), as: role),
            version: try draft.content.version(visit.house.sealer), isPast: summary.isPast, edit: try visit.here(.correction(draft.id), as: role),
            discard: try visit.here(.discarding(draft.id), as: role), consequences: consequences(summary, visit), facts: try facts(summary, visit),
            opens: role == .user
                ? .init(applications: try visit.thisDomain().applications.filter { given.contains($0.code) }.map(visit.label)) : nil)
    }

    /// What those who manage will do, and who no longer does; of a user it is what is ticked.
    private func consequences(_ summary: Summary, _ visit: Visit) -> [String] {
        guard role != .user, let preview = summary.preview, let next = summary.name else { return [] }
        var sentences = [visit.say("effect", of: role, ["name": next])]
        if let former = summary.former { sentences.append(visit.say("staff.manager.former", ["name": former])) }
        if preview.ending(.user) != nil || preview.ending(.coManager) != nil { sentences.append(visit.say("staff.formerRole", ["name": next])) }
        return sentences + (preview.isToldToSomebody ? [visit.say("users.told")] : [])
    }

    private func summary(_ visit: Visit) async throws -> Summary {
        let (id, wanted): (Key<DraftRow>, Role) = (try visit.part(), role)
        let (entity, standing, occasion) = (try visit.thisEntity(), try visit.standing(role), try visit.occasion())
        return try await visit.house.read { tx in
            let draft = try tx.userDraft(id, as: wanted, for: standing.readers(occasion.acting.person))
            var summary = Summary(
                draft: draft, savedBy: try tx.person(draft.content.savedBy)?.name ?? "", user: try Self.becomes(draft, tx))
            guard draft.isOpen else { return summary }
            let ssin = try draft.content.subject()
            summary.known = try tx.personID(of: ssin)
            summary.role = try summary.known.flatMap { try tx.role(of: $0, in: standing.place) }.flatMap { $0 >= wanted ? $0 : nil }
            do {
                try entity.requireExistence(at: occasion.at)
                let registrant = try tx.registrant(ssin, as: standing, on: occasion)
                summary.registrant = registrant
                summary.name = draft.content.details(about: registrant).person(registrant, newKey: Key(rawValue: 0))?.name
                if wanted == .manager, let quality = standing.quality {
                    summary.former = try tx.managing(quality).flatMap { try tx.person($0)?.name }
                }
                summary.preview = try tx.preview(ConfirmUserDraft(draft: id, standing: standing).plan(in: tx, on: occasion))
            } catch let error as Refusal {
                summary.refusal = error
            } catch is Invalid, is ChangedMeanwhile {
                // Confirming leads back to the form, which says what is wrong.
                summary.preview = nil
            }
            return summary
        }
    }

    /// The assignment that a confirmed draft has become.
    private static func becomes(_ draft: Draft<UserDraft>, _ tx: borrowing Transaction) throws -> Assignment.ID? {
        guard let act = try draft.confirmedBy.flatMap({ try tx.act($0) }) else { return nil }
        return try [Role.user, .coManager, .manager, .coChief].compactMap(act.opened).first.flatMap { try tx.holding($0.id)?.assignment.id }
    }

    /// The data of the person as they will be; only the number when a rule stands in the way by now.
    private func facts(_ summary: Summary, _ visit: Visit) throws -> [Fact] {
        let content = summary.draft.content
        let shown = try summary.registrant.map { visit.number($0, as: role, on: role.summaryPage) } ?? content.subject().masked
        let number = visit.fact("users.ssin", shown, mono: true)
        guard let registrant = summary.registrant,
            let person = content.details(about: registrant).person(registrant, newKey: Key(rawValue: 0))
        else {
            return [number]
        }
        let opened = registrant.mayOpenAccount ? content.account?.userName.text : nil
        let dates = [
            visit.fact("users.created", visit.say("users.onConfirmation")), visit.fact("users.modified", visit.say("users.never")),
            visit.fact("users.status", "\(visit.badge(blocked: false).label), \(visit.say("users.onConfirmation"))"),
        ]
        guard registrant.isNew || registrant.isOurs else {
            return visit.names(person) + [number] + (opened.map { [visit.fact("users.userName", $0)] } ?? [])
                + (registrant.asksContact ? visit.contactFacts(person) : []) + visit.rolesHere(of: registrant) + dates
        }
        let userName = registrant.account?.userName ?? opened ?? visit.say("users.draft.withoutAccount")
        return visit.nameFacts(person) + [number, visit.fact("users.userName", userName)] + visit.contactFacts(person)
            + visit.rolesHere(of: registrant) + dates
    }
}

struct UserDraftModel: PageModel {
    static let template = "users/draft"

    let steps: [FormStep]
    /// What is ticked.
    struct Opens: Codable, Sendable { let applications: [String] }

    let place: String
    let refusal: RefusalModel?
    /// Somebody else saved it anew since it was shown.
    let changed: NoticeModel?
    let warning: NoticeModel
    let saved: String
    let action: String
    let version: String
    /// It can no longer be confirmed.
    let isPast: Bool
    let edit: String
    let discard: String
    let consequences: [String]
    let facts: [Fact]
    /// Nil of whoever opens every application without, or none.
    let opens: Opens?
}

extension Role {
    /// As looks at numbers are recorded.
    fileprivate var summaryPage: Disclosure.Page {
        switch self {
        case .coChief: .coChiefSummary
        case .manager: .managerSummary
        case .coManager: .coManagerSummary
        case .user, .chief, .representative: .userDraft
        }
    }
}
