import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// What confirming a selection would do, read from its plan: who changes and how, who stays as they are and why, and who is told.
extension SelectionPage {
    static func summary(_ visit: Visit, _ asked: Asked, _ preview: Preview, isStale: Bool) async throws -> Response {
        if case .matching(_, .some) = asked.users { return try await progress(visit, asked) }
        let outcomes = preview.plan.outcomes
        let (rows, total) = try await rows(visit, asked, preview)
        let shown = try SelectionRows(rows, preview, asked.change, visit)
        let title = visit.say("users.selection.titles.\(asked.change.kind.rawValue)")
        let isLarge = outcomes.next != nil
        let changes = outcomes.changed > 0
        let model = SelectionModel(
            quality: try await identification(visit), question: changes ? visit.say("users.selection.questions.\(asked.change.kind.rawValue)") : nil,
            applications: try labels(asked.change, visit), isStale: isStale ? NoticeModel(text: visit.say("users.selection.stale"), warn: true) : nil,
            differing: isStale ? shown.differing(outcomes, since: visit.form["seen"]) : [],
            large: isLarge ? NoticeModel(text: large(total, visit), warn: true) : nil,
            changing: visit.say(count: outcomes.changed, "users.selection.changing"), changes: shown.changes, effects: shown.effects,
            staying: visit.say(count: outcomes.unchanged, "users.selection.staying"), stays: shown.stays, missing: shown.missing,
            told: shown.told, reason: try reason(visit, asked), action: try visit.here(.userSelection),
            hidden: hidden(visit, isLarge ? nil : outcomes),
            confirm: changes || isLarge ? visit.say("users.confirm") : nil, corrects: asked.change.kind.asksApplications,
            danger: asked.change.kind == .remove || asked.change.kind == .removeApplications, back: try back(asked, visit))
        return try visit.page(model, title: title, crumbs: try visit.personCrumbs(Crumb(title)), status: isStale ? .unprocessableContent : .ok)
    }

    static func back(_ asked: Asked, _ visit: Visit) throws -> String {
        UserListPage.link(try visit.here(.users), try asked.list.query(visit))
    }

    /// The manual's *Données d'identification de la qualité*.
    static func identification(_ visit: Visit) async throws -> [Fact] {
        let (quality, domain) = (try visit.thisQuality(), try visit.thisDomain())
        let activated = try await visit.house.read { tx in try tx.activation(of: quality.id) }
        return [
            visit.fact("qualities.quality", visit.label(of: quality.domain)),
            visit.fact("identifiers.\(domain.identifier.rawValue)", visit.identifier(of: quality), mono: true),
        ] + [activated.map { visit.fact("qualities.activated", visit.instant($0)) }].compactMap(\.self)
    }

    /// Everything that was asked travels on, but for what the page itself asks.
    static func hidden(_ visit: Visit, _ outcomes: SelectionOutcomes?) -> [HiddenValue] {
        var values = visit.form.values.filter { !["_csrf", "step", "reason", "seen"].contains($0.key) }
        if let outcomes { values["seen"] = [outcomes.text] }
        return HiddenValue.all(values)
    }

    private static func rows(_ visit: Visit, _ asked: Asked, _ preview: Preview) async throws -> ([UserRow], Count?) {
        let (outcomes, people) = (preview.plan.outcomes, preview.people)
        let (quality, keys) = (try visit.thisQuality(), outcomes.entries.filter { $0.outcome != .missing }.map { Assignment.ID(rawValue: $0.key) })
        let filter = outcomes.next == nil ? nil : asked.list.filter
        let ((rows, total), others) = try await visit.house.readConfirmed { tx in
            (try tx.users(keys, people, of: quality), try filter.map { try tx.matchingCount($0, of: quality) })
        } shown: {
            $0.0.map { $0.row(in: quality) }
        }
        return (rows.filter { !others.contains($0.row(in: quality)) }, total)
    }

    private static func large(_ total: Count?, _ visit: Visit) -> String {
        let most = Formats.number(visit.house.settings.mostOfSelection, in: visit.language)
        return visit.say("users.selection.large", ["found": total.map(visit.say(found:)) ?? "", "part": most])
    }

    private static func labels(_ change: SelectionChange, _ visit: Visit) throws -> [String] {
        let codes: Set<SecuredApplication.Code> =
            switch change {
            case .addApplications(let codes), .removeApplications(let codes): codes
            case .block, .unblock, .remove: []
            }
        return try visit.thisDomain().applications.filter { codes.contains($0.code) }.map(visit.label)
    }

    /// Only a block has one; whoever is in a hurry leaves the last.
    private static func reason(_ visit: Visit, _ asked: Asked) throws -> Choices? {
        guard case .block = asked.change else { return nil }
        return Fields(visit, visit.form, nil, texts: "users.block").radios(
            "reason", BlockReason.allCases.map { ($0.rawValue, visit.say("blockReasons.\($0.rawValue)"), nil) }, preset: BlockReason.other.rawValue)
    }
}

struct SelectionModel: PageModel {
    static let template = "users/selection"

    let quality: [Fact]
    let question: String?
    /// What is given or taken.
    let applications: [String]
    /// Somebody fares otherwise than was shown before, and who.
    let isStale: NoticeModel?
    let differing: [String]
    /// There are more than one plan takes.
    let large: NoticeModel?
    let changing: String
    let changes: LongTable<SelectionColumn>
    let effects: [String]
    let staying: String
    let stays: LongTable<SelectionColumn>
    /// How many are no longer there.
    let missing: String?
    let told: String?
    let reason: Choices?
    let action: String
    let hidden: [HiddenValue]
    /// Nil when nobody changes.
    let confirm: String?
    let corrects: Bool
    let danger: Bool
    let back: String
}

/// The table of the selection, as the manual prints it, and what happens to each.
enum SelectionColumn: CodingKey, CaseIterable {
    case familyName, givenName, userName, kind, type, ssin, state, status, effect
}
