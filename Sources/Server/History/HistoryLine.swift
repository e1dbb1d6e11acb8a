import Rules
import Web

/// Tells an act: who did what to whom, as what, and what changed.
struct HistoryLine {
    private let found: HistoryFound
    private let scope: HistoryScope
    private let visit: Visit
    /// The acts that stand on the page.
    private let shown: [Act.ID: String]

    init(_ found: HistoryFound, _ scope: HistoryScope, _ visit: Visit) {
        (self.found, self.scope, self.visit) = (found, scope, visit)
        let places = found.entries.compactMap { entry -> (Act.ID, String)? in
            if case .act(let act, let position) = entry { (act.id, Self.id(position)) } else { nil }
        }
        shown = Dictionary(places, uniquingKeysWith: { first, _ in first })
    }

    func model(_ entry: HistoryEntry) -> HistoryModel.Line {
        switch entry {
        case .act(let act, let position):
            HistoryModel.Line(
                id: Self.id(position), at: visit.instant(act.at), sentence: sentence(act), authority: authority(act), facts: facts(act),
                marks: marks(act), undo: undo(act), undoTogether: undoTogether(act))
        case .erased(let at, let position): bare(visit.instant(at), position, "history.erased")
        case .unproven(let at, let position): bare(visit.instant(at), position, "history.unproven")
        }
    }

    private static func id(_ position: Int64) -> String { "act-\(position)" }

    private func bare(_ at: String, _ position: Int64, _ text: String) -> HistoryModel.Line {
        HistoryModel.Line(
            id: Self.id(position), at: at, sentence: visit.say(text), authority: "", facts: [], marks: [], undo: nil, undoTogether: nil)
    }

    private func sentence(_ act: Act) -> String {
        visit.say("history.acts.\(act.code.rawValue)", ["actor": name(act.actor), "subject": name(act.subject)])
    }

    private func name(_ person: Person.ID?) -> String { person.flatMap { found.names[$0] } ?? visit.say("history.somebody") }

    private func authority(_ act: Act) -> String {
        switch act.authority {
        case .function: visit.say("roles.\(Role.representative.rawValue)")
        case .assignment(let id): found.roles[id].map { visit.say("roles.\($0.rawValue)") } ?? ""
        case .oneself: visit.say("history.oneself")
        case .installation: visit.say("history.installation")
        }
    }

    private func facts(_ act: Act) -> [Fact] {
        let (former, quality) = (found.former[act.id] ?? FormerRows(), act.quality.flatMap { found.qualities[$0] })
        let (given, taken) = (act.opened(Grant.self).map(\.application), former.grants.map(\.application))
        let replaced = act.code == .managerReplaced || act.code == .chiefReplaced ? former.assignment.map { name($0.person) } : nil
        return [
            entity(act), quality.flatMap(said), replaced.map { visit.fact("history.facts.replaced", $0) }, applications("given", given, quality),
            applications("taken", taken, quality),
            (act.opened(Block.self).first?.reason).map { visit.fact("history.facts.reason", visit.say("blockReasons.\($0.rawValue)")) },
        ].compactMap(\.self)
    }

    /// Where one's own history may be about any entity.
    private func entity(_ act: Act) -> Fact? {
        guard case .oneself = scope, let name = act.entity.flatMap({ found.entities[$0] }) else { return nil }
        return visit.fact("history.facts.entity", name)
    }

    /// The quality, where the page is not about one.
    private func said(_ quality: Quality) -> Fact? {
        switch scope {
        case .entity, .oneself: visit.fact("history.facts.quality", "\(visit.label(of: quality.domain)) \(visit.identifier(of: quality))")
        case .quality, .person: nil
        }
    }

    private func applications(_ what: String, _ codes: [SecuredApplication.Code], _ quality: Quality?) -> Fact? {
        guard !codes.isEmpty, let quality else { return nil }
        let order = visit.house.catalogue[quality.domain]?.applications.map(\.code) ?? []
        let sorted = codes.sorted { (order.firstIndex(of: $0) ?? .max, $0) < (order.firstIndex(of: $1) ?? .max, $1) }
        return visit.fact("history.facts.\(what)", sorted.map { visit.label(of: $0, in: quality.domain) }.joined(separator: ", "))
    }

    private func marks(_ act: Act) -> [HistoryModel.Mark] {
        func mark(_ key: String, _ other: Act) -> HistoryModel.Mark {
            HistoryModel.Mark(
                text: visit.say(key, ["date": visit.instant(other.at), "act": visit.say("acts.\(other.code.rawValue)")]),
                href: shown[other.id].map { "#\($0)" })
        }
        let together =
            act.details[ChangeSelection.detail] == nil ? nil : HistoryModel.Mark(text: visit.say("history.together"), href: nil)
        return [
            found.undoneBy[act.id].map { mark("history.undone", $0) }, found.undoes[act.id].map { mark("history.undoes", $0) }, together,
        ].compactMap(\.self)
    }

    private func undo(_ act: Act) -> Link? {
        guard found.undoable.contains(act.id), let address = address(act) else { return nil }
        return Link(visit.say("history.undo"), "\(address)?\(UndoPage.alone)=1")
    }

    private func undoTogether(_ act: Act) -> Link? {
        guard found.lastTogether.contains(act.id), let address = address(act) else { return nil }
        return Link(visit.say("history.undoTogether"), address)
    }

    private func address(_ act: Act) -> String? {
        guard let number = visit.entity?.number, let quality = act.quality else { return nil }
        return Address.undo(number, quality, act.id)
    }
}
