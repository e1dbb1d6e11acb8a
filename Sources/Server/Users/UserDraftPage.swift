import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// What has been saved and waits for a confirmation: nobody has access before it (MISSION M10).
enum UserDraftPage {
    static func show(_ visit: Visit) async throws -> Response { try await page(visit) }

    static func confirm(_ visit: Visit) async throws -> Response {
        let (id, quality): (Key<DraftRow>, Quality) = (try visit.part(), try visit.thisQuality())
        do {
            let plan = try await visit.perform(
                ConfirmUserDraft(draft: id, quality: quality, domain: try visit.thisDomain(), seen: visit.form["version"]))
            guard let user = plan.opened(Assignment.self) else { throw NotFound() }
            return visit.redirect(to: try visit.here(.user, user.id), notice: "userRegistered", about: user.id.rawValue)
        } catch Refusal.alreadyConfirmed {
            return try await page(visit, notice: "userConfirmedBefore")
        } catch is DraftChanged {
            return try await page(visit, changed: true)
        } catch is ChangedMeanwhile {
            return visit.redirect(to: try visit.here(.userDraftForm, id))
        } catch is Invalid {
            return visit.redirect(to: try visit.here(.userDraftForm, id))
        } catch let refusal as Refusal {
            return try await page(visit, refusal: refusal)
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
        /// What the person is in the quality already.
        var role: Role?

        /// Whether it can no longer be confirmed, whatever is corrected.
        var isPast: Bool {
            if case .entityCeased = refusal { true } else { role != nil }
        }
    }

    private static func page(_ visit: Visit, refusal: Refusal? = nil, notice: String? = nil, changed: Bool = false) async throws -> Response {
        let summary = try await summary(visit)
        if summary.draft.confirmedBy != nil {
            let result = try summary.user.map { try visit.here(.user, $0) } ?? visit.here(.users)
            return visit.redirect(to: result, notice: summary.draft.content.isOvertaken ? "userRegisteredOtherwise" : notice)
        }
        guard !summary.draft.isDiscarded else { throw Refusal.draftDiscarded }
        let refused = refusal ?? (summary.role == nil ? summary.refusal : nil)
        let model = try model(summary, try await visit.refusalModel(refused), changed: changed, visit)
        return try visit.page(
            model, title: visit.say("users.registration"), crumbs: try visit.userCrumbs(Crumb(visit.say("users.registration"))),
            status: changed ? .conflict : refusal == nil ? .ok : .unprocessableContent)
    }

    private static func model(_ summary: Summary, _ refusal: RefusalModel?, changed: Bool, _ visit: Visit) throws -> UserDraftModel {
        let (draft, saved) = (summary.draft, ["name": summary.savedBy, "date": visit.instant(summary.draft.savedAt)])
        let given = summary.preview.map { Set($0.applicationsGiven) } ?? draft.content.applications
        return UserDraftModel(
            steps: visit.registrationSteps(2), quality: try visit.qualityName(), refusal: refusal,
            changed: changed ? NoticeModel(text: visit.say("users.draft.changedMeanwhile", saved), warn: true) : nil,
            warning: NoticeModel(text: summary.role.map(visit.settled) ?? visit.say("users.draft.warning"), warn: true),
            saved: visit.say("users.drafts.saved", saved), action: try visit.here(.userDraft, draft.id),
            version: try draft.content.version(visit.house.sealer), isPast: summary.isPast, edit: try visit.here(.userDraftForm, draft.id),
            discard: try visit.here(.discardUserDraft, draft.id), facts: try facts(summary, visit),
            applications: try visit.thisDomain().applications.filter { given.contains($0.code) }.map(visit.label))
    }

    private static func summary(_ visit: Visit) async throws -> Summary {
        let id: Key<DraftRow> = try visit.part()
        let (entity, quality, occasion) = (try visit.thisEntity(), try visit.thisQuality(), try visit.occasion())
        let confirm = ConfirmUserDraft(draft: id, quality: quality, domain: try visit.thisDomain())
        return try await visit.house.read { tx in
            let draft = try tx.userDraft(id, in: quality.id)
            var summary = Summary(
                draft: draft, savedBy: try tx.person(draft.content.savedBy)?.name ?? "", user: try becomes(draft, tx))
            guard draft.isOpen else { return summary }
            let ssin = try draft.content.subject()
            summary.known = try tx.personID(of: ssin)
            summary.role = try summary.known.flatMap { try tx.role(of: $0, in: quality) }
            do {
                try entity.requireExistence(at: occasion.at)
                summary.registrant = try tx.registrant(ssin, in: quality, on: occasion)
                summary.preview = try tx.preview(confirm.plan(in: tx, on: occasion))
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
        return try [Role.user, .coManager, .manager].compactMap(act.opened).first.flatMap { try tx.holding($0.id)?.assignment.id }
    }

    /// The data of the person as they will be; only the number when a rule stands in the way by now.
    private static func facts(_ summary: Summary, _ visit: Visit) throws -> [Fact] {
        let content = summary.draft.content
        let number = visit.fact(
            "users.ssin", visit.number(try content.subject(), of: summary.known, as: .user, on: .userDraft), mono: true)
        guard let registrant = summary.registrant,
            let person = content.details(about: registrant).person(registrant, newKey: Key(rawValue: 0))
        else {
            return [number]
        }
        let opened = registrant.mayOpenAccount ? content.account?.userName.text : nil
        guard registrant.isNew || registrant.isOurs else {
            return visit.names(person) + [number] + (opened.map { [visit.fact("users.userName", $0)] } ?? [])
                + (registrant.asksContact ? visit.contactFacts(person) : [])
        }
        let userName = registrant.account?.userName ?? opened ?? visit.say("users.draft.withoutAccount")
        return visit.nameFacts(person) + [number, visit.fact("users.userName", userName)] + visit.contactFacts(person)
    }
}

struct UserDraftModel: PageModel {
    static let template = "users/draft"

    let steps: [FormStep]
    let quality: String
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
    let facts: [Fact]
    let applications: [String]
}
