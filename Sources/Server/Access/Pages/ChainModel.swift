import Foundation
import Rules
import Web

extension Visit {
    /// The links for `parts/chain` and `parts/link`.
    func model(of chain: Chain) -> [ChainLink] { chain.links.map(model) }

    private func model(of link: Chain.Link) -> ChainLink {
        let texts = house.pages.texts
        let (role, since) =
            switch link.kind {
            case .function(let kind):
                (say("chain.function", ["function": say("functions.\(kind.rawValue)")]), Formats.day(link.since, in: language, texts))
            case .role(let role): (say("roles.\(role.rawValue)"), Formats.instant(link.since, in: language, texts))
            }
        let ended = link.ended.flatMap { $0 <= now ? say("chain.ended", ["date": Formats.day($0, in: language, texts)]) : nil }
        return ChainLink(who: link.name, role: role, since: say("chain.since", ["date": since]), note: ended)
    }
}
