import Rules
import Web

/// What needs attention, as the pages of an entity and a quality list it: a sentence, and where something can be done about it.
struct AttentionLine: Codable, Sendable {
    /// Nil on the page of the quality itself.
    let quality: String?
    let text: String
    let link: Link
}

extension Visit {
    func lines(of attention: Attention, naming isNamed: Bool) throws -> [AttentionLine] {
        let (number, quality) = (try thisEntity().number, attention.quality)
        let users = Address.users(number, quality.id)
        func line(_ count: Int, _ key: String, _ label: String, _ href: String) -> AttentionLine? {
            guard count > 0 else { return nil }
            return AttentionLine(
                quality: isNamed ? self.label(of: quality.domain) : nil, text: say(count: count, "attention.\(key)"), link: Link(say(label), href))
        }
        return [
            line(attention.waiting, "waiting", "attention.toList", users),
            line(
                attention.isManagedAlone && may(.appointCoManagers) ? 1 : 0, "alone", "qualities.coManagers.title",
                Address.coManagers(number, quality.id)),
            line(attention.blockedLong, "blocked", "attention.toBlocked", "\(users)?status=blocked"),
            line(attention.unusedPasswords, "passwords", "attention.toList", users),
        ].compactMap(\.self)
    }
}
