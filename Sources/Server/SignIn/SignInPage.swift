import Foundation
import Hummingbird
import Rules
import Storage

/// Signing in with user name and password (MISSION S1), and out.
enum SignInPage {
    static func ask(_ visit: Visit) async throws -> Response {
        if visit.session != nil { return visit.redirect(to: landing(visit)) }
        return try page(visit, form: visit.query)
    }

    static func signIn(_ visit: Visit) async throws -> Response {
        let (userName, password) = (visit.form["userName"].lowercased(), visit.form.exact("password"))
        guard userName.utf8.count <= 64, password.utf8.count <= 512 else { return try await failed(visit, userName: "") }
        let subjects = throttleSubjects(userName, visit)
        if let next = try await waiting(subjects, visit) { return try slowed(visit, until: next) }

        let account = try await visit.house.read { tx in try tx.account(named: userName) }
        // An unknown name costs as much as a wrong password, and is told the same.
        guard try await visit.house.passwords.verify(password, against: account?.password), let account else {
            return try await failed(visit, userName: userName)
        }
        try await visit.house.storage.write { tx in for subject in subjects { try tx.signInSucceeded(subject) } }
        return try await enter(visit, as: account.person, .password, next: account.mustChange ? Address.ownPassword() : nil)
    }

    static func signOut(_ visit: Visit) async throws -> Response {
        let (session, now) = (try visit.signedIn(), visit.now)
        try await visit.house.storage.write { tx in try tx.revoke(session: session.digest, at: now) }
        var response = visit.redirect(to: "/", notice: "signedOut")
        response.headers[values: .setCookie].append(visit.cookies.noSession())
        return response
    }

    /// Opens a session and goes on to where the visitor was going.
    static func enter(_ visit: Visit, as person: Person.ID, _ assurance: Assurance, next: String? = nil) async throws -> Response {
        let secret = try await visit.house.openSession(for: person, assurance)
        var response = visit.redirect(to: next ?? landing(visit))
        response.headers[values: .setCookie].append(visit.cookies.session(secret))
        return response
    }

    static func page(_ visit: Visit, form: Form, problem: String? = nil, status: HTTPResponse.Status = .ok) throws -> Response {
        let fields = Fields(visit, form, texts: "signIn")
        let (returning, held) = (visit.query["return"] + visit.form["return"], visit.query["held"] + visit.form["held"])
        let onward = held.isEmpty ? (returning.isEmpty ? "" : "?return=\(escaped(returning))") : "?held=\(escaped(held))"
        let model: [String: Any] = [
            "userName": fields.field("userName", required: true, autocomplete: "username", maxlength: 30),
            "password": fields.field("password", type: "password", required: true, autocomplete: "current-password", maxlength: 128),
            "return": returning, "held": held, "problem": problem as Any,
            "card": visit.house.settings.cardSite.map { "\($0)\(Address.cardSignIn())\(onward)" } as Any,
            "demoCards": visit.house.settings.demoCards.map { ["slug": $0.slug, "name": $0.name] }, "hasDemoCards": visit.house.settings.isDemo,
        ]
        return try visit.page("signIn/signIn", title: visit.say("signIn.title"), model, status: status)
    }

    /// Where to go after signing in: back to a held form, to the page asked for, or to my entities. Only ever a path of this site.
    static func landing(_ visit: Visit) -> String {
        let held = visit.form["held"] + visit.query["held"]
        if !held.isEmpty { return "\(Address.resume())?held=\(escaped(held))" }
        let path = visit.form["return"] + visit.query["return"]
        let isLocal = path.hasPrefix("/") && !path.hasPrefix("//") && !path.contains("\\") && !path.unicodeScalars.contains { $0.value < 0x21 }
        return isLocal ? path : Address.mine()
    }

    private static func escaped(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }

    private static func throttleSubjects(_ userName: String, _ visit: Visit) -> [String] {
        let address = visit.channel?.remoteAddress?.ipAddress ?? "unknown"
        return ["account \(userName)", "address \(address)"]
    }

    private static func waiting(_ subjects: [String], _ visit: Visit) async throws -> Date? {
        let now = visit.now
        return try await visit.house.read { tx in try subjects.compactMap { try tx.throttled($0, at: now) }.max() }
    }

    private static func failed(_ visit: Visit, userName: String) async throws -> Response {
        let (subjects, now) = (throttleSubjects(userName, visit), visit.now)
        try await visit.house.storage.write { tx in for subject in subjects { try tx.signInFailed(subject, at: now) } }
        visit.house.counters.refusedSignIns.add(1)
        return try page(visit, form: visit.form, problem: visit.say("signIn.wrong"), status: .unprocessableContent)
    }

    private static func slowed(_ visit: Visit, until next: Date) throws -> Response {
        let seconds = max(1, Int(next.timeIntervalSince(visit.now).rounded(.up)))
        let words = visit.say("signIn.slowed", ["count": Formats.number(seconds, in: visit.language)])
        var response = try page(visit, form: visit.form, problem: words, status: .tooManyRequests)
        response.headers[.retryAfter] = String(seconds)
        return response
    }
}
