import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// My identity, what I may change of it, and where I am signed in (MISSION U1).
enum OwnDataPage {
    static func show(_ visit: Visit) async throws -> Response {
        let session = try visit.signedIn()
        guard session.confinedTo == nil else { return try await confined(visit, session) }
        return try await page(visit, Edit(OwnContact.fields, of: OwnContact.form(of: session.person)))
    }

    /// Addresses, telephone and sessions are the person's as a whole, and not shown to whoever else may know the password.
    private static func confined(_ visit: Visit, _ session: Session) async throws -> Response {
        let (account, confinement) = try await visit.house.read { tx in
            (try tx.account(of: session.person.id), try tx.confinement(of: session))
        }
        let model = ConfinedOwnDataModel(
            confined: visit.confinementModel(confinement), identity: identity(session.person, account, visit),
            password: Link(visit.say("ownData.changePassword.title"), Address.ownPassword()))
        return try visit.page(model, title: visit.say("ownData.title"))
    }

    static func save(_ visit: Visit) async throws -> Response {
        do {
            let contact = try OwnContact(visit.form)
            let plan = try await visit.perform(ChangeOwnContact(contact: contact, seen: visit.form.seen(OwnContact.fields)))
            let isChanged = !plan.acts.isEmpty
            var response = visit.redirect(to: Address.ownData(), notice: isChanged ? "ownContactChanged" : "ownContactKept")
            response.headers[values: .setCookie].append(visit.cookies.language(contact.language.rawValue))
            return response
        } catch let invalid as Invalid {
            return try await page(visit, Edit(OwnContact.fields, typed: visit.form, invalid))
        } catch let changed as ChangedMeanwhile {
            return try await page(visit, Edit(OwnContact.fields, typed: visit.form, changed))
        }
    }

    static func endOtherSessions(_ visit: Visit) async throws -> Response {
        let (session, now) = (try visit.signedIn(), visit.now)
        try await visit.house.write { tx in try tx.revokeSessions(of: session.person.id, except: session.digest, at: now) }
        return visit.redirect(to: Address.ownData(), notice: "ownSessionsEnded")
    }

    private static func page(_ visit: Visit, _ edit: Edit) async throws -> Response {
        let (session, now, settings) = (try visit.signedIn(), visit.now, visit.house.settings)
        let (account, sessions) = try await visit.house.read { tx in
            (try tx.account(of: session.person.id), try tx.liveSessions(of: session.person.id, at: now, settings.sessionLimits))
        }
        let fields = Fields(visit, edit.form, edit.invalid, texts: "ownData")
        let model = OwnDataModel(
            errors: fields.errors, meanwhile: edit.meanwhile(fields, visit.saidField), identity: identity(session.person, account, visit),
            password: Link(
                visit.say(account == nil ? "ownData.openAccount.title" : "ownData.changePassword.title"), Address.ownPassword()),
            history: Link(visit.say("history.menu.own"), Address.ownHistory()), action: Address.ownData(), was: edit.was,
            language: fields.select("language", required: true, Language.allCases.map { ($0.rawValue, $0.ownName) }),
            email: fields.email("email", required: true, autocomplete: "email"), secondEmail: fields.email("secondEmail"),
            phone: fields.field("phone", type: "tel", autocomplete: "tel"), count: visit.say(count: sessions.count, "ownData.sessions.count"),
            sessions: sessions.map { entry($0, session, visit) }, hasOthers: sessions.contains { $0.digest != session.digest },
            endOthers: Address.ownSessions())
        return try visit.page(model, title: visit.say("ownData.title"), status: edit.status)
    }

    /// The national number in full: it is the reader's own.
    private static func identity(_ person: Person, _ account: Account?, _ visit: Visit) -> [Fact] {
        [
            visit.fact("people.familyName", person.familyName.text),
            visit.fact("people.givenName", person.givenName?.text ?? visit.say("users.none")),
            visit.fact("people.ssin", person.ssin.formatted, mono: true),
            visit.fact("signIn.userName", account?.userName ?? visit.say("ownData.noAccount"), mono: account != nil),
        ]
    }

    private static func entry(_ live: LiveSession, _ session: Session, _ visit: Visit) -> OwnDataModel.Session {
        let texts = visit.house.pages.texts
        return OwnDataModel.Session(
            how: visit.say("ownData.sessions.\(live.assurance.rawValue)"), isThis: live.digest == session.digest,
            since: Formats.instant(live.createdAt, in: visit.language, texts), seen: Formats.instant(live.seenAt, in: visit.language, texts))
    }
}

struct OwnDataModel: PageModel {
    static let template = "ownData/data"

    /// Where one is signed in.
    struct Session: Codable, Sendable {
        let how: String
        let isThis: Bool
        let since: String
        let seen: String
    }

    let errors: [FieldError]
    let meanwhile: MeanwhileModel?
    let identity: [Fact]
    let password: Link
    let history: Link
    let action: String
    let was: [HiddenValue]
    let language: Select
    let email: Field
    let secondEmail: Field
    let phone: Field
    let count: String
    let sessions: [Session]
    let hasOthers: Bool
    let endOthers: String
}

/// What is shown of a person where others may know the password.
struct ConfinedOwnDataModel: PageModel {
    static let template = "ownData/confined"

    let confined: ConfinedModel?
    let identity: [Fact]
    let password: Link
}
