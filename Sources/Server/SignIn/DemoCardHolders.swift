import Rules
import Storage

/// Whose the demo's test cards are, in a few words: what each may do, as it is now, so that a visitor knows what to try with them.
enum DemoCardHolders {
    static func model(_ visit: Visit) async throws -> [SignInModel.DemoCard] {
        let (cards, now) = (visit.house.settings.demoCards, visit.now)
        guard !cards.isEmpty else { return [] }
        let holders = try await visit.house.read { tx in
            try cards.map { card -> Holder in
                let place = try tx.personID(of: card.ssin).flatMap { try tx.places(of: $0, at: now).first }
                return Holder(card: card, place: place, isRegistered: try place.map { try tx.registration(of: $0.entity.id) != nil } ?? false)
            }
        }
        return holders.map { SignInModel.DemoCard(slug: $0.card.slug, name: "\($0.card.name) – \(about($0, visit))") }
    }

    private struct Holder: Sendable {
        let card: DemoCard
        let place: MyPlace?
        let isRegistered: Bool
    }

    /// The highest role in the first entity.
    private static func about(_ holder: Holder, _ visit: Visit) -> String {
        guard let place = holder.place, let role = place.roles.first else { return visit.say("signIn.demoHolder.none") }
        let values = ["role": visit.say("roles.\(role.acting.role.rawValue)"), "entity": place.entity.name]
        guard holder.isRegistered else { return visit.say("signIn.demoHolder.unregistered", values) }
        return visit.say(role.acting.isBlocked ? "signIn.demoHolder.blocked" : "signIn.demoHolder.holds", values)
    }
}
