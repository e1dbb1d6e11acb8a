import Rules
import Storage
import Web

/// What the representative has typed, kept as typed, so that going back to correct loses nothing (MISSION D5).
struct DesignationDraft: DraftContent {
    static let kind = "designation"
    private static let fields = ["who", "number", "givenName", "familyName", "email", "phone", "ownEmail", "ownPhone"]

    let typed: [String: String]

    /// In bytes: longer than anything that is taken.
    private static let longest = 1000

    /// What was typed about somebody else is kept for whoever designates themselves, too, though nobody has looked at it: as long as it can be of use.
    init(_ form: Form) {
        typed = Dictionary(uniqueKeysWithValues: Self.fields.map { ($0, form[$0].utf8.count > Self.longest ? "" : form[$0]) })
    }

    /// The page that says what was done still tells where the letter went.
    var spent: DesignationDraft { self }

    var form: Form { Form(typed.mapValues { [$0] }) }
}

extension Transaction {
    /// A representative's own draft for one entity, open or confirmed; anyone else's leads nowhere.
    func designationDraft(_ id: Key<DraftRow>, by author: Person.ID, for entity: Entity.ID) throws -> Draft<DesignationDraft> {
        guard let draft = try draft(id, of: DesignationDraft.self), draft.author == author, draft.entity == entity, !draft.isDiscarded else {
            throw NotFound()
        }
        return draft
    }
}
