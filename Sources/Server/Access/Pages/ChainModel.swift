import Foundation
import Rules

extension Visit {
    /// The links as `parts/chain` and `parts/link` read them.
    func model(of chain: Chain) -> [[String: Any]] { chain.links.map(model) }

    private func model(of link: Chain.Link) -> [String: Any] {
        var model: [String: Any] = ["who": link.name]
        switch link.kind {
        case .function(let kind):
            model["role"] = say("chain.function", ["function": say("functions.\(kind.rawValue)")])
            model["since"] = say("chain.since", ["date": Formats.day(link.since, in: language, house.pages.texts)])
        case .role(let role):
            model["role"] = say("roles.\(role.rawValue)")
            model["since"] = say("chain.since", ["date": Formats.instant(link.since, in: language, house.pages.texts)])
        }
        if let ended = link.ended, ended <= now {
            model["note"] = say("chain.ended", ["date": Formats.day(ended, in: language, house.pages.texts)])
        }
        return model
    }
}
