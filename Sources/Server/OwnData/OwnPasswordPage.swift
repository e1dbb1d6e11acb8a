import Foundation
import Hummingbird
import Rules
import Storage
import Web

/// My password: changed by whoever knows the present one or is here with an eID; opened, with a user name, by whoever has none yet and is here
/// with an eID (MISSION U2). An account gives no power: it is another way in to what its person holds.
enum OwnPasswordPage {
    /// What this page can do for its reader.
    enum Task: Sendable {
        case open
        case change(Account)

        var texts: String { if case .open = self { "ownData.openAccount" } else { "ownData.changePassword" } }
    }

    static func ask(_ visit: Visit) async throws -> Response { try await page(visit, try await task(visit), Form()) }

    static func change(_ visit: Visit) async throws -> Response {
        let task = try await task(visit)
        do {
            let choice = try OwnPasswordChoice(visit, task)
            if let seconds = try await choice.prove(visit) {
                return try await visit.slowed(seconds) { try await page(visit, task, visit.form, problem: $0, status: .tooManyRequests) }
            }
            try await choice.save(visit)
            return visit.redirect(to: visit.returning(otherwise: Address.ownData()), notice: choice.notice)
        } catch let invalid as Invalid {
            return try await page(visit, task, visit.form, invalid, problem: visit.sentenceToldBefore, status: .unprocessableContent)
        } catch let refusal as Refusal {
            return try await page(visit, task, visit.form, refusal: refusal, status: .unprocessableContent)
        }
    }

    /// - Throws: `Refusal.eIDNeeded` for someone without an account who is not here with an eID.
    private static func task(_ visit: Visit) async throws -> Task {
        let session = try visit.signedIn()
        if let account = try await visit.house.read({ tx in try tx.account(of: session.person.id) }) { return .change(account) }
        guard session.assurance >= .eID else { throw Refusal.eIDNeeded }
        return .open
    }

    private static func page(
        _ visit: Visit, _ task: Task, _ form: Form, _ invalid: Invalid? = nil, refusal: Refusal? = nil, problem: ToldBefore.Sentence? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let (session, fields) = (try visit.signedIn(), Fields(visit, form, invalid, texts: "ownData.choice"))
        var account: Account?
        if case .change(let known) = task { account = known }
        let model = OwnPasswordModel(
            mustChange: session.mustChangePassword, lead: visit.say("\(task.texts).lead"), errors: fields.errors, problem: visit.problem(problem),
            refusal: try await visit.refusalModel(refusal), action: Address.ownPassword(), return: visit.carried("return"),
            userNameOfAccount: account?.userName, isByCard: session.assurance >= .eID, before: before(task, session, fields),
            password: fields.field("password", type: "password", required: true, autocomplete: "new-password"),
            rules: visit.passwordRules(personal: PersonalWords(session.person, userName: account?.userName ?? form["userName"])),
            passwordAgain: fields.field("passwordAgain", type: "password", required: true, autocomplete: "new-password"),
            submit: visit.say("\(task.texts).submit"), back: session.mustChangePassword ? nil : Address.ownData())
        let title = visit.say("\(task.texts).title")
        let crumbs = session.mustChangePassword ? [] : [Crumb(visit.say("ownData.title"), Address.ownData()), Crumb(title)]
        return try visit.page(model, title: title, crumbs: crumbs, status: status)
    }

    /// What is asked before the password.
    private static func before(_ task: Task, _ session: Session, _ fields: Fields) -> [Field] {
        switch task {
        case .open: ["userName", "userNameAgain"].map { fields.field($0, required: true, autocomplete: $0 == "userName" ? "username" : "off") }
        case .change where session.assurance == .password:
            [fields.field("currentPassword", type: "password", required: true, autocomplete: "current-password")]
        case .change: []
        }
    }
}

struct OwnPasswordModel: PageModel {
    static let template = "ownData/password"

    let mustChange: Bool
    let lead: String
    let errors: [FieldError]
    let problem: ProblemSentence?
    let refusal: RefusalModel?
    let action: String
    let `return`: String
    let userNameOfAccount: String?
    let isByCard: Bool
    let before: [Field]
    let password: Field
    let rules: PasswordRules
    let passwordAgain: Field
    let submit: String
    let back: String?
}
