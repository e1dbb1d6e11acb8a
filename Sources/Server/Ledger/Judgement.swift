import Foundation
import Rules
import Storage

/// The rules, asked again of one act after the other, as things stood when each was done.
struct Judgement {
    private(set) var replay: Replay
    private let functions: [LegalFunction.ID: LegalFunction]
    private var latest = Date.distantPast

    init(_ kinds: RowKinds, _ functions: [LegalFunction.ID: LegalFunction]) { (replay, self.functions) = (Replay(kinds), functions) }

    /// The rule that an act breaks; nil when it was lawful. What it did is taken in either way.
    mutating func rule(against act: Act) throws -> Unlawful? {
        let (acting, isLate) = (acting(act), act.at.timeIntervalSince(latest) >= -RuleVersion.clockTolerance)
        latest = max(latest, act.at)
        let (isRegistered, chief) = (act.entity.map(replay.authorities.isRegistered) ?? false, act.entity.flatMap(replay.authorities.chief))
        let manager = act.quality.flatMap(replay.authorities.manager)
        let held = try act.code.touchesAccount ? act.subject.map { try replay.held(by: $0) } ?? [] : []
        let played = try replay.play(act)

        if act.code.isOfInstallation { return act.isOfInstallationAlone ? (isLate ? nil : .earlier) : .notOfThisCode }
        guard act.code.power != nil else {
            guard act.authority == .oneself else { return .authorityNotHeld }
            guard act.subject == act.actor, act.actor != nil else { return .anotherSubject }
            return act.changes.isEmpty ? (isLate ? nil : .earlier) : .notOfThisCode
        }
        guard let acting else { return .authorityNotHeld }
        guard acting.person == act.actor else { return .anotherActor }
        guard isLate else { return .earlier }
        if let fault = played.fault { return fault }
        if let quality = act.quality {
            guard let entity = act.entity, try replay.isOpen(quality, in: entity) else { return .qualityNotOpen }
        }
        do throws(Unlawful) {
            try act.requireLawful(
                in: ActCircumstances(
                    acting: acting, touched: played.touched, isRegistered: isRegistered, chief: chief, manager: manager, held: held))
            return nil
        } catch { return error }
    }

    /// As what the act was done. When a function ended is not asked: the register may say so much later, and what was done in good faith stays.
    private func acting(_ act: Act) -> Acting? {
        switch act.authority {
        case .assignment(let id): replay.authorities.acting(under: id)
        case .function(let id): functions[id].flatMap { $0.kind.represents && $0.from <= act.at ? Acting($0) : nil }
        case .oneself, .installation: nil
        }
    }
}
