import Foundation
import Rules
import Storage

/// A registration that is saved and not yet confirmed: what was typed, as typed, so that going back to correct loses nothing (MISSION M10).
struct UserDraft: DraftContent {
    static let kind = "user"
    static let fields = ["userName", "userNameAgain", "familyName", "givenName", "title", "language", "email", "secondEmail"]

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

    init(_ ssin: SSIN, _ form: Form, password: String?, savedBy: Person.ID) {
        self.init(
            ssin: ssin.digits, typed: Dictionary(uniqueKeysWithValues: Self.fields.map { ($0, form[$0]) }), applications: form.all("applications"),
            password: password, savedBy: savedBy)
    }

    private init(ssin: String, typed: [String: String], applications: [String], password: String?, savedBy: Person.ID) {
        self.ssin = ssin
        self.typed = typed
        self.applications = applications
        self.password = password
        self.savedBy = savedBy
    }

    /// A person's number stays in their own row only (DESIGN §5), and the hash of a password in their account.
    var spent: UserDraft { UserDraft(ssin: "", typed: [:], applications: [], password: nil, savedBy: savedBy) }

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
    func userDraft(_ id: Key<DraftRow>, in quality: Quality.ID, _ sealer: Sealer) throws -> Draft<UserDraft> {
        guard let draft = try draft(id, of: UserDraft.self, sealer), draft.quality == quality else { throw NotFound() }
        return draft
    }

    func userDrafts(in quality: Quality, _ sealer: Sealer) throws -> [WaitingUser] {
        try openDrafts(of: UserDraft.self, in: quality.id, sealer).map { draft in
            let known = try person(SSIN(draft.content.ssin), sealer)
            let typed = "\(draft.content.typed["givenName"] ?? "") \(draft.content.typed["familyName"] ?? "")"
            return WaitingUser(
                id: draft.id, name: known?.name ?? typed, author: try person(draft.content.savedBy, sealer)?.name ?? "", savedAt: draft.savedAt,
                role: try known.flatMap { try role(of: $0.id, in: quality) })
        }
    }

    /// What someone is in a quality: manager, co-manager or user; chief, while they manage it for want of a manager.
    func role(of person: Person.ID, in quality: Quality) throws -> Role? {
        if let held = try holding(of: person, in: quality.id) { return held.assignment.role }
        return try managing(quality) == person ? .chief : nil
    }

    /// Closes the registrations that wait for somebody who has just come into the quality by an act: nothing of theirs is left to confirm.
    func closeUserDrafts(about ssin: SSIN, in quality: Quality.ID, by act: Act.ID, _ sealer: Sealer) throws {
        for draft in try openDrafts(of: UserDraft.self, in: quality, sealer) where draft.content.ssin == ssin.digits {
            try close(draft, by: act, keeping: draft.content.overtaken, sealer)
        }
    }
}
