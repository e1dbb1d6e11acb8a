import Foundation
import Rules
import Web

/// Why somebody may use an application, or may not: the reason, what gave it, and the chain from there up to the company register.
struct Why: Sendable {
    /// Who did something, when and as what.
    struct Deed: Sendable {
        let at: Date
        let name: String?
        let role: Role?
    }

    let person: String
    let entity: Entity
    let quality: Quality
    let application: SecuredApplication.Code
    let reason: DecisionReason
    /// Nil of what a role opens without ticking.
    let given: Deed?
    var block: (reason: BlockReason, deed: Deed)?
    let chain: Chain
}

extension Visit {
    /// From the access down to the register, one step a hand-over.
    func steps(of why: Why) -> [WhyModel.Step] {
        let application = label(of: why.application, in: why.quality.domain)
        let block = why.block.map { block in
            step(say("history.why.blocked", ["reason": say("blockReasons.\(block.reason.rawValue)")]), block.deed)
        }
        let given = why.given.map { step(say("history.why.given", ["application": application]), $0) }
        return [block, given].compactMap(\.self) + why.chain.links.reversed().map(step) + [register(why.entity)]
    }

    private func step(_ what: String, _ deed: Why.Deed) -> WhyModel.Step {
        WhyModel.Step(
            what: what, who: nil, when: say("history.why.on", ["date": instant(deed.at)]), by: deed.name.map { by($0, deed.role) }, note: nil)
    }

    private func step(_ link: Chain.Link) -> WhyModel.Step {
        let shown = model(of: Chain(links: [link]))[0]
        return WhyModel.Step(what: shown.role, who: link.name, when: shown.since, by: link.given.map { by($0.name, $0.role) }, note: shown.note)
    }

    private func register(_ entity: Entity) -> WhyModel.Step {
        let status =
            switch entity.status {
            case .active: say("history.why.active")
            case .ceased(let day): say("history.why.ceased", ["date": Formats.day(day, in: language, house.pages.texts)])
            }
        return WhyModel.Step(
            what: say("history.why.register"), who: entity.name,
            when: say("history.why.entity", ["number": entity.number.formatted, "status": status]), by: nil, note: nil)
    }

    private func by(_ name: String, _ role: Role?) -> String {
        role.map { say("history.why.by", ["name": name, "role": say("roles.\($0.rawValue)")]) } ?? say("history.why.byName", ["name": name])
    }

    /// The page about it.
    func page(about why: Why, _ reason: String, crumbs: [Crumb]) throws -> WhyModel {
        WhyModel(
            reason: reason, isOpen: why.reason.allows,
            facts: [
                fact("history.why.person", why.person), fact("history.why.application", label(of: why.application, in: why.quality.domain)),
                fact("history.why.quality", "\(label(of: why.quality.domain)) \(identifier(of: why.quality))"),
            ], steps: steps(of: why), printed: say("history.printed", ["date": instant(now)]),
            back: Link(say("parts.back"), crumbs.last { $0.href != nil }?.href ?? Address.mine()))
    }
}

/// Why an access is there.
struct WhyModel: PageModel {
    static let template = "history/why"

    struct Step: Codable, Sendable {
        let what: String
        let who: String?
        let when: String
        let by: String?
        let note: String?
    }

    let reason: String
    let isOpen: Bool
    let facts: [Fact]
    let steps: [Step]
    let printed: String
    let back: Link
}
