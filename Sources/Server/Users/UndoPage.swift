import Hummingbird
import Rules
import Storage
import Web

/// Takes back what was done to one user or to many: says first what that changes and what can no longer be taken back (MISSION M11, M12).
enum UndoPage: Wizard {
    struct Asked: Sendable {
        let last: Act.ID
        /// Where the part before ended.
        let before: Int64?
        /// Only that one, whatever was done together with it: said by the address, as a history links to it.
        var alone = false
    }

    /// GET: at once the confirmation, which asks nothing.
    static func show(_ visit: Visit) async throws -> Response {
        guard visit.query["held"].isEmpty else { return try await ask(visit) }
        let asked = try await read(visit)
        return try await summary(visit, asked, visit.preview(operation(asked, .summary, visit)), isStale: false)
    }

    static func read(_ visit: Visit) async throws -> Asked {
        let (act, quality): (Act.ID, Quality) = (try visit.part(), try visit.thisQuality())
        guard try await visit.house.read({ tx in try tx.isAct(act, onSomebodyIn: quality.id) }) else { throw NotFound() }
        let (after, cursor) = (visit.form["after"], Cursor(visit.form["after"]))
        guard after.isEmpty || cursor != nil else { throw UnreadableForm() }
        guard case .integer(let position)? = cursor?.values.first else { return Asked(last: act, before: nil, alone: isAlone(visit)) }
        return Asked(last: act, before: position)
    }

    /// The link's word for it.
    static let alone = "alone"

    private static func isAlone(_ visit: Visit) -> Bool { visit.query.isTicked(alone) || visit.form.isTicked(alone) }

    static func operation(_ asked: Asked, _ step: Step, _ visit: Visit) throws -> UndoActs {
        let seen = step == .confirm ? visit.form["seen"] : ""
        return UndoActs(
            last: asked.last, before: asked.before, alone: asked.alone, quality: try visit.thisQuality(), domain: try visit.thisDomain(),
            most: visit.house.settings.mostOfSelection,
            seen: SelectionOutcomes(text: seen).flatMap { $0.entries.isEmpty ? nil : $0 })
    }

    /// A refusal of the whole: there is no form to correct.
    static func form(_ visit: Visit, _ typed: Form?, _ invalid: Invalid?, _ refusal: Refusal?) async throws -> Response {
        let title = visit.say("users.undo.title")
        let model = UndoModel(
            refusal: try await visit.refusalModel(refusal), isStale: nil, changing: "", changes: LongTable(rows: []), staying: "",
            stays: LongTable(rows: []), told: nil, action: try visit.here(.undo, visit.part() as Act.ID), hidden: [], confirm: nil,
            back: try visit.here(.users))
        return try visit.page(model, title: title, crumbs: try visit.personCrumbs(Crumb(title)), status: .unprocessableContent)
    }

    static func summary(_ visit: Visit, _ asked: Asked, _ preview: Preview, isStale: Bool) async throws -> Response {
        let (outcomes, title) = (preview.plan.outcomes, visit.say("users.undo.title"))
        let rows = try await UndoRows(visit, preview)
        let model = UndoModel(
            refusal: nil, isStale: isStale ? NoticeModel(text: visit.say("users.selection.stale"), warn: true) : nil,
            changing: visit.say(count: outcomes.changed, "users.undo.changing"), changes: rows.changes,
            staying: visit.say(count: outcomes.unchanged, "users.undo.staying"), stays: rows.stays,
            told: rows.told > 0 ? visit.say(count: rows.told, "users.selection.told") : nil, action: try visit.here(.undo, asked.last),
            hidden: SelectionPage.hidden(visit, outcomes.next == nil ? outcomes : nil)
                + (asked.alone && !visit.form.isTicked(alone) ? [HiddenValue(name: alone, value: "1")] : []),
            confirm: outcomes.changed > 0 || outcomes.next != nil ? visit.say("users.undo.submit") : nil, back: try visit.here(.users))
        return try visit.page(model, title: title, crumbs: try visit.personCrumbs(Crumb(title)), status: isStale ? .unprocessableContent : .ok)
    }

    static func done(_ visit: Visit, _ asked: Asked, _ plan: Plan) async throws -> Response {
        guard plan.outcomes.next == nil else { return try await goOn(visit, with: SelectionProgress(visit.form, plan).form(visit.form)) }
        return visit.redirect(to: try visit.here(.users), notice: "undone")
    }

    /// Sent twice it arrives where sent once does.
    static func outcome(of error: any Error, _ asked: Asked, _ visit: Visit) async throws -> WizardOutcome? {
        guard let error = error as? SelectionChanged, let seen = SelectionOutcomes(text: visit.form["seen"]) else { return nil }
        let (keys, quality) = (seen.entries.filter { $0.outcome == .changes }.map { Act.ID(rawValue: $0.key) }, try visit.thisQuality())
        guard error.outcomes.changed == 0, !keys.isEmpty, keys.count <= visit.house.settings.mostOfSelection else { return .stale }
        let undone = try await visit.house.read { tx in try tx.undoing(Array(tx.acts(keys, in: quality.id).values)) }
        guard keys.allSatisfy({ undone[$0] != nil }) else { return .stale }
        return .done(visit.redirect(to: try visit.here(.users), notice: "undone"))
    }
}

struct UndoModel: PageModel {
    static let template = "users/undo"

    let refusal: RefusalModel?
    let isStale: NoticeModel?
    let changing: String
    let changes: LongTable<UndoColumn>
    let staying: String
    let stays: LongTable<UndoColumn>
    let told: String?
    let action: String
    let hidden: [HiddenValue]
    /// Nil when nothing can be taken back.
    let confirm: String?
    let back: String
}

enum UndoColumn: CodingKey, CaseIterable {
    case name, act, at, effect
}

/// The acts that are taken back in words: whom they were about, what they were, and what follows.
private struct UndoRows {
    let changes, stays: LongTable<UndoColumn>
    let told: Int

    init(_ visit: Visit, _ preview: Preview) async throws {
        let (quality, keys) = (try visit.thisQuality(), preview.plan.outcomes.entries.map { Act.ID(rawValue: $0.key) })
        let (acts, people) = try await visit.house.read { tx in
            let acts = try tx.acts(keys, in: quality.id)
            return (acts, try tx.people(Array(Set(acts.values.compactMap(\.subject)))))
        }
        let said = SaidEffects(preview, in: quality.domain, visit)
        var (changing, staying): ([[String]], [[String]]) = ([], [])
        for entry in preview.plan.outcomes.entries {
            guard let act = acts[.init(rawValue: entry.key)], let person = act.subject.flatMap({ people[$0] }) else { continue }
            let cells = [person.name, visit.say("acts.\(act.code.rawValue)"), visit.instant(act.at)]
            switch entry.outcome {
            case .changes: changing.append(cells + [said[person.id]])
            case .stays(let refusal): staying.append(cells + [visit.say(staying: refusal)])
            case .missing: break
            }
        }
        (changes, stays, told) = (LongTable(rows: changing), LongTable(rows: staying), said.told)
    }
}
