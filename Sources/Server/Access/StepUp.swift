import Foundation
import Hummingbird
import Rules
import Web

/// From a password to the card, and back to the page that asked for it (MISSION S8).
enum StepUp {
    /// Where someone signed in with a password can sign in with the card instead, and then come back here.
    static func address(_ visit: Visit) -> String { address(visit, to: visit.request.uri.string) }

    /// From a session that is confined to one entity to a password of one's own, which holds everywhere.
    static func freeing(_ visit: Visit) -> Link { Link(visit.say("signIn.confined.action"), freeingAddress(visit)) }

    static func freeingAddress(_ visit: Visit) -> String { address(visit, to: Address.ownPassword()) }

    private static func address(_ visit: Visit, to address: String) -> String {
        let back = address.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return "\(Address.signIn())?level=\(Assurance.eID.rawValue)&return=\(back)"
    }

    /// Whether the sign-in page is asked for the card only.
    static func isAsked(_ visit: Visit) -> Bool { visit.query["level"] + visit.form["level"] == Assurance.eID.rawValue }

    /// Why the card is asked for, or that it cannot be read here.
    static func words(_ visit: Visit) -> String? {
        guard isAsked(visit) else { return nil }
        let settings = visit.house.settings
        return visit.say(settings.cardSite == nil && settings.demoCards.isEmpty ? "signIn.stepUp.none" : "signIn.stepUp.text")
    }

    /// Nothing more to ask of a reader who is signed in as surely as they need to be.
    static func isEnough(_ visit: Visit) -> Bool {
        guard let session = visit.session else { return false }
        return session.assurance >= (isAsked(visit) ? .eID : .password)
    }
}
