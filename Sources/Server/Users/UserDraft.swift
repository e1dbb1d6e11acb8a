import Foundation
import Rules
import Storage
import Web

/// A registration that is saved and not yet confirmed: what was typed, as typed, so that going back to correct loses nothing (MISSION M10).
struct UserDraft: DraftContent {
    static let kind = "user"
    static let fields = accountFields + nameFields + contactFields

    static let accountFields = ["userName", "userNameAgain"]
    static let nameFields = ["familyName", "givenName", "title"]
    static let contactFields = ["language", "email", "secondEmail"]
    /// What two who change the same draft are told of.
    static let comparedFields = fields + ["applications"]

    /// The national number, digits only.
    let ssin: String
    let typed: [String: String]
    let applications: [String]
    /// The Argon2id hash of the password chosen; the password itself is never kept.
    let password: String?
    /// Whoever saved it last.
    let savedBy: Person.ID
    /// The person came into the quality by another way; nil of a draft that was not closed so.
    var isOvertaken: Bool?
    /// Of someone known: the contact data that stood in the form before anything was typed. They change only what was touched.
    let shown: [String: String]?

    /// What the form says of them, but for passwords.
    struct Typed: Sendable {
        fileprivate let form: Form

        init(_ form: Form) { self.form = form }
    }

    /// - Parameter fields: those that the form has. Whatever else is sent was looked at by nobody, and is not kept.
    init(_ ssin: SSIN, _ typed: Typed, of fields: [String] = fields, about person: Person?, password: String?, savedBy: Person.ID) {
        self.init(
            ssin: ssin.digits, typed: Dictionary(uniqueKeysWithValues: fields.map { ($0, typed.form[$0]) }),
            applications: Set(typed.form.all("applications")).sorted(),
            password: password, savedBy: savedBy,
            shown: person.map { person in
                Dictionary(uniqueKeysWithValues: Self.contactFields.map { ($0, Self.contact(of: person)[$0]) })
            })
    }

    private init(
        ssin: String, typed: [String: String], applications: [String], password: String?, savedBy: Person.ID, shown: [String: String]?
    ) {
        self.ssin = ssin
        self.typed = typed
        self.applications = applications
        self.password = password
        self.savedBy = savedBy
        self.shown = shown
    }

    /// A person's number stays in their own row only (DESIGN §5), and the hash of a password in their account.
    var spent: UserDraft { UserDraft(ssin: "", typed: [:], applications: [], password: nil, savedBy: savedBy, shown: nil) }

    /// The same, of a draft that nobody confirmed: its person has a role in the quality by now.
    var overtaken: UserDraft {
        var content = spent
        content.isOvertaken = true
        return content
    }

    var form: Form {
        var values = typed.mapValues { [$0] }
        values["applications"] = applications
        return Form(values)
    }

    static func contact(of person: Person) -> Form {
        Form([
            "language": [person.language.rawValue], "email": [person.email?.text ?? ""], "secondEmail": [person.secondEmail?.text ?? ""],
        ])
    }

    /// What was typed; of someone known, the contact data that nobody touched as they stand now.
    func form(about person: Person?) -> Form {
        guard let person, let shown else { return form }
        var values = form.values
        for (name, was) in shown where typed[name] == was { values[name] = [Self.contact(of: person)[name]] }
        return Form(values)
    }

    /// What was typed into contact data that have changed since; nil when nothing is to be decided.
    func conflict(about person: Person?) -> ChangedMeanwhile? {
        guard let person, let shown else { return nil }
        let now = Self.contact(of: person)
        let fields = Self.contactFields.compactMap { name -> ChangedMeanwhile.Field? in
            guard let was = shown[name], let typed = typed[name], typed != was, now[name] != was, now[name] != typed else { return nil }
            return .init(name: name, was: was, now: now[name], typed: typed)
        }
        return fields.isEmpty ? nil : ChangedMeanwhile(fields: fields, now: now, change: nil)
    }

    /// Differs as soon as anything of it does: a summary that was shown is known by it.
    func version(_ sealer: Sealer) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(self), as: UTF8.self)
        return sealer.lookup(text, purpose: "draft").prefix(16).map { String($0, radix: 16) }.joined(separator: ".")
    }
}

/// One line above the list: a draft that waits for somebody to confirm it.
struct WaitingUser: Sendable {
    let id: Key<DraftRow>
    let name: String
    let author: String
    let savedAt: Date
    /// What the person is there by now, so that there is nothing left to confirm.
    let role: Role?
}

extension Transaction {
    /// A draft of this quality, open or not; any other leads nowhere.
    func userDraft(_ id: Key<DraftRow>, in quality: Quality.ID) throws -> Draft<UserDraft> {
        guard let draft = try draft(id, of: UserDraft.self), draft.quality == quality else { throw NotFound() }
        return draft
    }

    func userDrafts(in quality: Quality) throws -> [WaitingUser] {
        try openDrafts(of: UserDraft.self, in: quality.id).map { draft in
            let known = try person(SSIN(draft.content.ssin))
            let typed = "\(draft.content.typed["givenName"] ?? "") \(draft.content.typed["familyName"] ?? "")"
            return WaitingUser(
                id: draft.id, name: known?.name ?? typed, author: try person(draft.content.savedBy)?.name ?? "", savedAt: draft.savedAt,
                role: try known.flatMap { try role(of: $0.id, in: quality) })
        }
    }

    /// What someone is in a quality: manager, co-manager or user; chief, while they manage it for want of a manager.
    func role(of person: Person.ID, in quality: Quality) throws -> Role? {
        if let held = try holding(of: person, in: quality.id) { return held.assignment.role }
        return try managing(quality) == person ? .chief : nil
    }

    /// Closes the registrations that wait for somebody who has just come into the quality by an act: nothing of theirs is left to confirm.
    func closeUserDrafts(about ssin: SSIN, in quality: Quality.ID, by act: Act.ID) throws {
        for draft in try openDrafts(of: UserDraft.self, in: quality) where draft.content.ssin == ssin.digits {
            try close(draft, by: act, keeping: draft.content.overtaken)
        }
    }
}
