import Foundation
import Rules
import Storage
import Web

/// A registration that is saved and not yet confirmed (MISSION M10): what the form said, read when it was saved.
struct UserDraft: DraftContent {
    static let kind = "user"
    static let fields = accountFields + nameFields + contactFields

    static let accountFields = ["userName", "userNameAgain"]
    static let nameFields = ["familyName", "givenName", "title"]
    static let contactFields = ["language", "email", "secondEmail"]
    /// What two who change the same draft are told of.
    static let comparedFields = fields + ["applications"]

    /// Nil once nothing of it is kept.
    let ssin: SSIN?
    let details: UserDetails
    let userName: UserName?
    let applications: Set<SecuredApplication.Code>
    /// The Argon2id hash of the password chosen; the password itself is never kept.
    let password: String?
    /// Whoever saved it last.
    let savedBy: Person.ID
    /// What they are to become.
    let role: Role
    /// The person came into the quality by another way.
    private(set) var isOvertaken = false
    /// Of someone known: the contact data that stood in the form before anything was typed. They change only what was touched.
    let shown: UserContact?
    /// What was taken when it was saved and would be refused today: the form shows it, with what is wrong.
    private(set) var refused: [String: String] = [:]
    private(set) var unreadable = Invalid()

    init(
        ssin: SSIN?, details: UserDetails, userName: UserName?, applications: Set<SecuredApplication.Code>, password: String?, savedBy: Person.ID,
        shown: UserContact?, role: Role = .user
    ) {
        (self.ssin, self.details, self.userName, self.applications) = (ssin, details, userName, applications)
        (self.password, self.savedBy, self.shown, self.role) = (password, savedBy, shown, role)
    }

    /// A person's number stays in their own row only (DESIGN §5), and the hash of a password in their account.
    var spent: UserDraft {
        UserDraft(ssin: nil, details: .untouched, userName: nil, applications: [], password: nil, savedBy: savedBy, shown: nil, role: role)
    }

    /// The same, of a draft that nobody confirmed: its person has a role in the quality by now.
    var overtaken: UserDraft {
        var content = spent
        content.isOvertaken = true
        return content
    }

    /// The account that is asked for; nil for someone who has one, or goes on without.
    var account: AddUser.NewAccount? {
        guard let userName, let password else { return nil }
        return AddUser.NewAccount(userName: userName, hash: password)
    }

    /// Whom it is about; nobody once nothing of it is kept.
    func subject() throws -> SSIN {
        guard let ssin else { throw NotFound() }
        return ssin
    }

    // MARK: As the form says it

    private var texts: [String: String] {
        let account = userName.map { ["userName": $0.text, "userNameAgain": $0.text] } ?? [:]
        return details.texts.merging(account) { $1 }.merging(refused) { $1 }
    }

    var form: Form { Form(texts.mapValues { [$0] }.merging(["applications": applications.map(\.rawValue).sorted()]) { $1 }) }

    /// The form; of someone known, with the contact data that nobody touched as they stand now.
    func form(about person: Person?) -> Form {
        guard let contact = contact(about: person) else { return form }
        return Form(form.values.merging(contact.texts.filter { refused[$0.key] == nil }.mapValues { [$0] }) { $1 })
    }

    private func contact(about person: Person?) -> UserContact? {
        guard let person, let shown, var contact = details.contact else { return details.contact }
        let now = UserContact(person)
        if contact.language == shown.language { contact.language = now.language }
        if contact.email == shown.email { contact.email = now.email }
        if contact.secondEmail == shown.secondEmail { contact.secondEmail = now.secondEmail }
        return contact
    }

    /// What was typed into contact data that have changed since; nil when nothing is to be decided.
    func conflict(about person: Person?, _ change: () throws -> LastChange?) rethrows -> ChangedMeanwhile? {
        guard let person, let shown = shown?.texts else { return nil }
        let (texts, now) = (texts, UserContact(person).texts)
        let fields = Self.contactFields.compactMap { name -> ChangedMeanwhile.Field? in
            guard let was = shown[name], let typed = texts[name], let now = now[name], typed != was, now != was, now != typed else { return nil }
            return .init(name: name, was: was, now: now, typed: typed)
        }
        return fields.isEmpty ? nil : ChangedMeanwhile(fields: fields, now: Form(now.mapValues { [$0] }), change: try change())
    }

    // MARK: What confirming it says

    /// As much of it as may be said of the person by now.
    func details(about registrant: Registrant) -> UserDetails {
        var details = details.limited(to: registrant)
        if details.contact != nil { details.contact = contact(about: registrant.shownPerson) }
        return details
    }

    /// The same, of a draft that can be confirmed.
    /// - Parameter domain: whose applications are ticked; nil where none are.
    /// - Throws: `problems`.
    func complete(for registrant: Registrant, in domain: AccessDomain?) throws(Invalid) -> UserDetails {
        if let problems = problems(for: registrant, in: domain) { throw problems }
        return details(about: registrant)
    }

    /// What is asked by now and was not then, and what would be refused today; nil when it can be confirmed.
    func problems(for registrant: Registrant, in domain: AccessDomain?) -> Invalid? {
        let (details, asked) = (details(about: registrant), registrant.askedFields)
        var invalid = Invalid()
        for problem in unreadable.problems where asked.contains(problem.field) { invalid.add(problem.field, problem.code, problem.values) }
        func require(_ field: String, _ isThere: Bool, _ code: String) {
            if asked.contains(field), !isThere, refused[field] == nil { invalid.add(field, code) }
        }
        require("familyName", details.familyName != nil, "missing")
        require("language", details.contact != nil, "unchosen")
        require("email", details.contact?.email != nil, "missing")
        require("userName", userName != nil || password == nil, "missing")
        for code in domain?.problems(ofTicked: applications) ?? [] { invalid.add("applications", code) }
        return invalid.isEmpty ? nil : invalid
    }

    /// Differs as soon as anything of it does: a summary that was shown is known by it.
    func version(_ sealer: Sealer) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(self), as: UTF8.self)
        return sealer.lookup(text, purpose: "draft").prefix(16).map { String($0, radix: 16) }.joined(separator: ".")
    }
}

/// As it is kept: texts under the names of their fields, as every version has written them.
extension UserDraft: Codable {
    private struct Kept: Codable {
        let ssin: String
        let typed: [String: String]
        let applications: [SecuredApplication.Code]
        let password: String?
        let savedBy: Person.ID
        let isOvertaken: Bool?
        let shown: [String: String]?
        /// Nil of a user.
        let role: Role?
    }

    func encode(to encoder: any Encoder) throws {
        try Kept(
            ssin: ssin?.digits ?? "", typed: texts, applications: applications.sorted(), password: password, savedBy: savedBy,
            isOvertaken: isOvertaken ? true : nil, shown: shown?.texts, role: role == .user ? nil : role
        ).encode(to: encoder)
    }

    init(from decoder: any Decoder) throws {
        let kept = try Kept(from: decoder)
        var reader = FormReader(Form(kept.typed.mapValues { [$0] }))
        self.init(
            ssin: try? SSIN(kept.ssin), details: UserDetails(kept: &reader), userName: reader.optional("userName", UserName.init),
            applications: Set(kept.applications), password: kept.password, savedBy: kept.savedBy, shown: kept.shown.flatMap(UserContact.init(kept:)),
            role: kept.role ?? .user)
        isOvertaken = kept.isOvertaken ?? false
        let read = texts
        refused = kept.typed.filter { !$0.value.isEmpty && (read[$0.key] ?? "").isEmpty }
        unreadable = reader.invalid
    }
}
