import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// Signing in with user name and password (MISSION S1), and out.
enum SignInPage {
    static func ask(_ visit: Visit) async throws -> Response {
        if StepUp.isEnough(visit) { return visit.redirect(to: landing(visit)) }
        return try await page(visit, form: visit.query)
    }

    static func signIn(_ visit: Visit) async throws -> Response {
        guard !visit.form.isShownAgain else { return try await pageAgain(visit) }
        let (userName, password) = (visit.form["userName"].lowercased(), visit.form.exact("password"))
        if let missing = missing(userName, password) { return try await page(visit, form: visit.form, missing, status: .unprocessableContent) }
        switch try await PasswordCheck.of(password, for: userName, visit) {
        case .right(let account):
            return try await enter(visit, as: account.person, .password)
        case .wrong:
            return try await page(visit, form: visit.form, problem: .init(key: "signIn.wrong"), status: .unprocessableContent)
        case .wait(let seconds):
            return try await visit.slowed(seconds) { try await page(visit, form: visit.form, problem: $0, status: .tooManyRequests) }
        }
    }

    /// Whoever is signed out already, or never was in, is out as well.
    static func signOut(_ visit: Visit) async throws -> Response {
        // A session that ended by itself ends for good: its cookie may still hold forms until then.
        if let secret = visit.cookies.session(of: visit.request) {
            let (now, limits) = (visit.now, visit.house.settings.sessionLimits)
            try await visit.house.write { tx in try tx.revoke(session: Secret.digest(secret), at: now, limits) }
        }
        var response = visit.redirect(to: Address.home(), notice: "signedOut")
        response.headers[values: .setCookie].append(visit.cookies.noSession())
        return visit.closingCards(response)
    }

    /// Opens a session under a secret never used before, ends the one this browser had, and goes on to where the visitor was going, in the language
    /// of their own data: what the browser spoke before was anybody's. A switch made from now on holds in this browser until the next sign-in.
    static func enter(_ visit: Visit, as person: Person.ID, _ assurance: Assurance) async throws -> Response {
        let house = visit.house
        let former = visit.cookies.session(of: visit.request).map(Secret.digest)
        let secret = try await house.openSession(for: person, assurance, replacing: former)
        let (language, account) = try await house.read { tx in
            (try tx.person(person)?.language, try tx.account(of: person))
        }
        var response = visit.redirect(to: landing(visit))
        response.headers[values: .setCookie].append(visit.cookies.session(secret))
        if let language { response.headers[values: .setCookie].append(visit.cookies.language(language.rawValue)) }
        // Whoever gave the first password knows it too: the account is not known to their browser.
        if let account, !account.mustChange {
            let browser = KnownBrowser.signedIn(visit.knownBrowser, to: account.userName, house.settings.formKey)
            response.headers[values: .setCookie].append(visit.cookies.known(browser))
        }
        return response
    }

    /// The page in another language, with what it said: no password is tried, and no card read.
    static func pageAgain(_ visit: Visit) async throws -> Response {
        let (problem, invalid) = (visit.sentenceToldBefore, visit.form.toldBefore.said(Invalid()))
        let isRefused = problem != nil || !invalid.isEmpty
        return try await page(visit, form: visit.form, invalid, problem: problem, status: isRefused ? .unprocessableContent : .ok)
    }

    static func page(
        _ visit: Visit, form: Form, _ invalid: Invalid? = nil, problem: ToldBefore.Sentence? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let fields = Fields(visit, form, invalid, texts: "signIn")
        let (returning, held) = (visit.carried("return"), visit.carried("held"))
        let onward = held.isEmpty ? (returning.isEmpty ? "" : "?return=\(escaped(returning))") : "?held=\(escaped(held))"
        // The demo's certificate is nobody's browser's, so its test cards come first.
        let isDemo = !visit.house.settings.demoCards.isEmpty
        let card = visit.house.settings.cardSite.map { "\($0)\(Address.cardSignIn())\(onward)" }
        let model = SignInModel(
            level: StepUp.isAsked(visit) ? Assurance.eID.rawValue : nil, stepUp: StepUp.words(visit), errors: fields.errors,
            problem: visit.problem(problem), userName: fields.field("userName", required: true, autocomplete: "username"),
            password: fields.field("password", type: "password", required: true, autocomplete: "current-password"),
            return: returning, held: held,
            firstCard: isDemo ? nil : card.map { SignInModel.Card(href: $0, warning: nil) },
            lastCard: isDemo ? card.map { SignInModel.Card(href: $0, warning: visit.say("signIn.withCardDemo")) } : nil,
            demoCards: try await DemoCardHolders.model(visit), hasDemoCards: isDemo, demoCard: Address.demoCard())
        return try visit.page(model, title: visit.say("signIn.title"), status: status)
    }

    /// Where to go after signing in: back to a held form, to the page asked for, or to my entities.
    static func landing(_ visit: Visit) -> String {
        let held = visit.carried("held")
        return held.isEmpty ? withoutLanguage(visit.returning(otherwise: Address.mine())) : "\(Address.resume())?held=\(escaped(held))"
    }

    /// A switch of language made before signing in is not made again afterwards.
    private static func withoutLanguage(_ path: String) -> String {
        let halves = path.split(separator: "?", maxSplits: 1)
        guard halves.count == 2 else { return path }
        let kept = halves[1].split(separator: "&").filter { !$0.hasPrefix("language=") }
        return kept.isEmpty ? String(halves[0]) : "\(halves[0])?\(kept.joined(separator: "&"))"
    }

    private static func missing(_ userName: String, _ password: String) -> Invalid? {
        var invalid = Invalid()
        if userName.isEmpty { invalid.add("userName", "missing") }
        if password.isEmpty { invalid.add("password", "missing") }
        return invalid.isEmpty ? nil : invalid
    }

    private static func escaped(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
}

extension Visit {
    /// What travels along from the page that sent here, in a form or in its address.
    func carried(_ name: String) -> String { form[name].isEmpty ? query[name] : form[name] }

    /// The page to go back to: only ever a path of this site, so that no link can lead from here to a page that imitates it.
    func returning(otherwise path: String) -> String {
        let asked = carried("return")
        let isLocal =
            asked.utf8.count <= 2000 && asked.hasPrefix("/") && !asked.hasPrefix("//") && !asked.contains("\\")
            && asked.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7F }
        return isLocal ? asked : path
    }
}
