import Foundation
import Hummingbird
import Rules
import Standards
import Storage
import Web

/// Where I am signed in, and how to end one of these sessions, the others, or all. Each end is one transaction; what ended is of an older generation then,
/// and opens nothing even when its row is put back (docs/decisions/0031).
enum OwnSessionsPage {
    static func show(_ visit: Visit) async throws -> Response {
        let (session, sessions) = (try visit.signedIn(), try await live(visit))
        let model = OwnSessionsModel(
            count: visit.say(count: sessions.count, "ownData.sessions.count"), sessions: sessions.map { entry($0, session, visit) },
            hasOthers: sessions.contains { $0.digest != session.digest }, action: Address.ownSessions())
        let title = visit.say("ownData.sessions.title")
        return try visit.page(model, title: title, crumbs: [Crumb(visit.say("ownData.title"), Address.ownData()), Crumb(title)])
    }

    /// - Returns: to the list, or out of here.
    static func end(_ visit: Visit) async throws -> Response {
        switch visit.form["end"] {
        case "all": return try await endAll(visit)
        case "", "others": return try await endOthers(visit)
        case let key: return try await endOne(key, visit)
        }
    }

    private static func endAll(_ visit: Visit) async throws -> Response {
        let (person, now) = (try visit.signedIn().person.id, visit.now)
        try await visit.house.write { tx in try tx.revokeSessions(of: person, except: nil, at: now) }
        var response = visit.redirect(to: Address.home(), notice: "signedOutEverywhere")
        response.headers[values: .setCookie].append(visit.cookies.noSession())
        return visit.closingCards(response)
    }

    private static func endOthers(_ visit: Visit) async throws -> Response {
        let (session, now) = (try visit.signedIn(), visit.now)
        try await visit.house.write { tx in try tx.revokeSessions(of: session.person.id, except: session.digest, at: now) }
        return visit.redirect(to: Address.ownSessions(), notice: "ownSessionsEnded")
    }

    /// Of this person's alone; one that has ended meanwhile has ended.
    private static func endOne(_ key: String, _ visit: Visit) async throws -> Response {
        let (session, now, limits) = (try visit.signedIn(), visit.now, visit.house.settings.sessionLimits)
        let digests = try await live(visit).map(\.digest).filter { $0 != session.digest && Secret.same(visit.key(of: $0), key) }
        try await visit.house.write { tx in
            for live in try tx.liveSessions(of: session.person.id, at: now, limits) where digests.contains(live.digest) {
                try tx.revoke(session: live.digest, at: now, limits)
            }
        }
        return visit.redirect(to: Address.ownSessions(), notice: "ownSessionEnded")
    }

    private static func live(_ visit: Visit) async throws -> [LiveSession] {
        let (session, now, limits) = (try visit.signedIn(), visit.now, visit.house.settings.sessionLimits)
        return try await visit.house.read { tx in try tx.liveSessions(of: session.person.id, at: now, limits) }
    }

    private static func entry(_ live: LiveSession, _ session: Session, _ visit: Visit) -> OwnSessionsModel.Session {
        let (texts, isThis) = (visit.house.pages.texts, live.digest == session.digest)
        let since = Formats.instant(live.createdAt, in: visit.language, texts)
        return OwnSessionsModel.Session(
            how: visit.say("ownData.sessions.\(live.assurance.rawValue)"), isThis: isThis, since: since,
            seen: Formats.instant(live.seenAt, in: visit.language, texts),
            end: isThis ? nil : .init(key: visit.key(of: live.digest), label: visit.say("ownData.sessions.end"), which: since))
    }
}

extension Visit {
    /// What stands for a session in a form of this browser; nothing is opened by it.
    fileprivate func key(of session: [UInt8]) -> String {
        Secret.proof("session", browser, Base64URL.text(of: session), key: house.settings.formKey)
    }
}

struct OwnSessionsModel: PageModel {
    static let template = "ownData/sessions"

    struct Session: Codable, Sendable {
        struct End: Codable, Sendable {
            let key: String
            let label: String
            /// Told to whoever does not see the line that the button stands in.
            let which: String
        }

        let how: String
        let isThis: Bool
        let since: String
        let seen: String
        /// Nil for this one.
        let end: End?
    }

    let count: String
    let sessions: [Session]
    let hasOthers: Bool
    let action: String
}
