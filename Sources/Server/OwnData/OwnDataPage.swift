import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// My identity and what I may change of it (MISSION U1), and the way to all else that is my own.
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

    private static func page(_ visit: Visit, _ edit: Edit) async throws -> Response {
        let (session, now, settings) = (try visit.signedIn(), visit.now, visit.house.settings)
        let (account, dates, sessions, certificate) = try await visit.house.read { tx in
            let person = session.person.id
            return (
                try tx.account(of: person), try tx.ownDates(of: person), try tx.liveSessions(of: person, at: now, settings.sessionLimits),
                try tx.expiringCertificate(of: person)
            )
        }
        let fields = Fields(visit, edit.form, edit.invalid, texts: "ownData")
        let manage = Link(visit.say("ownData.certificate.manage"), Address.ownCertificate())
        let model = OwnDataModel(
            errors: fields.errors, meanwhile: edit.meanwhile(fields, visit.saidField),
            identity: identity(session.person, account, visit) + dates.facts(visit),
            password: Link(
                visit.say(account == nil ? "ownData.openAccount.title" : "ownData.changePassword.title"), Address.ownPassword()),
            history: Link(visit.say("history.menu.own"), Address.ownHistory()), action: Address.ownData(), was: edit.was,
            language: fields.select("language", required: true, Language.allCases.map { ($0.rawValue, $0.ownName) }),
            email: fields.email("email", required: true, autocomplete: "email"), secondEmail: fields.email("secondEmail"),
            phone: fields.field("phone", type: "tel", autocomplete: "tel"), count: visit.say(count: sessions.count, "ownData.sessions.count"),
            sessions: Link(visit.say("ownData.sessions.see"), Address.ownSessions()), certificate: manage,
            warning: certificate.flatMap { visit.certificateWarning($0.expiresAt, action: manage) })
        return try visit.page(model, title: visit.say("ownData.title"), status: edit.status)
    }

    /// The national number in full: it is the reader's own.
    private static func identity(_ person: Person, _ account: Account?, _ visit: Visit) -> [Fact] {
        [
            visit.fact("people.familyName", person.familyName.text),
            visit.fact("people.givenName", person.givenName?.text ?? visit.say("users.none")),
            visit.fact("users.form.title", person.title.map { visit.say("titles.\($0.rawValue)") } ?? visit.say("users.none")),
            visit.fact("people.ssin", person.ssin.formatted, mono: true),
            visit.fact("signIn.userName", account?.userName ?? visit.say("ownData.noAccount"), mono: account != nil),
        ]
    }
}

struct OwnDataModel: PageModel {
    static let template = "ownData/data"

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
    /// Where one is signed in.
    let sessions: Link
    let certificate: Link
    /// The certificate ends soon, or has.
    let warning: NoticeModel?
}

/// What is shown of a person where others may know the password.
struct ConfinedOwnDataModel: PageModel {
    static let template = "ownData/confined"

    let confined: ConfinedModel?
    let identity: [Fact]
    let password: Link
}

/// Since when a person is known here, and when their data were changed last.
private struct OwnDates: Sendable {
    let created: Date?
    let modified: Date?

    func facts(_ visit: Visit) -> [Fact] {
        [
            visit.fact("users.created", created.map(visit.instant) ?? visit.say("users.none")),
            visit.fact("users.modified", modified.map(visit.instant) ?? visit.say("users.never")),
        ]
    }
}

extension Transaction {
    fileprivate func ownDates(of person: Person.ID) throws -> OwnDates {
        let editing = ActCode.editing + [.personContactChanged, .personNamesCorrected]
        return OwnDates(created: try firstAct(about: person), modified: try lastChange(editing, of: person)?.at)
    }
}
