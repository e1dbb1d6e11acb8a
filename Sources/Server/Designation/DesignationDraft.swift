import Rules
import Storage
import Web

/// What a representative asks for, saved and not yet confirmed (MISSION D5).
struct DesignationDraft: DraftContent {
    static let kind = "designation"
    private static let fields = ["who", "number", "givenName", "familyName", "email", "phone", "ownEmail", "ownPhone"]

    /// Nil when something of it would be refused today.
    let proposal: Proposal?
    /// As typed, for the form alone, so that going back to correct loses nothing: neither the spelling, nor what was typed about somebody else by whoever
    /// designates themselves, though nobody has looked at it, nor what would be refused today.
    private let typed: [String: String]
    /// Why there is no proposal.
    private(set) var problems = Invalid()

    /// In bytes: longer than anything that is taken.
    private static let longest = 1000

    /// - Parameter form: where the proposal was read.
    init(_ proposal: Proposal, typed form: Form) { self.init(proposal, Self.kept(form)) }

    private init(_ proposal: Proposal?, _ typed: [String: String]) { (self.proposal, self.typed) = (proposal, typed) }

    /// The page that says what was done still tells where the letter went.
    var spent: DesignationDraft { self }

    /// - Throws: `Invalid` about what would be refused today.
    func proposal(by author: Person) throws(Invalid) -> Proposal {
        guard let proposal else { throw problems }
        guard proposal.other?.ssin != author.ssin else { throw Invalid(.init("number", "ownNumber")) }
        return proposal
    }

    var form: Form { Form(typed.mapValues { [$0] }) }

    private static func kept(_ form: Form) -> [String: String] {
        Dictionary(uniqueKeysWithValues: fields.map { ($0, form[$0].utf8.count > longest ? "" : form[$0]) })
    }
}

/// As it is kept: texts under the names of their fields, as every version has written them.
extension DesignationDraft: Codable {
    private struct Kept: Codable {
        let typed: [String: String]
    }

    func encode(to encoder: any Encoder) throws { try Kept(typed: typed).encode(to: encoder) }

    init(from decoder: any Decoder) throws { self.init(kept: Form(try Kept(from: decoder).typed.mapValues { [$0] })) }

    /// A form that was read when it was saved.
    init(kept form: Form) {
        do throws(Invalid) {
            self.init(try Proposal(kept: form), typed: form)
        } catch {
            self.init(nil, Self.kept(form))
            problems = error
        }
    }
}

extension Transaction {
    /// A representative's own draft for one entity, open or confirmed; anyone else's leads nowhere.
    func designationDraft(_ id: Key<DraftRow>, by author: Person.ID, for entity: Entity.ID) throws -> Draft<DesignationDraft> {
        guard let draft = try draft(id, of: DesignationDraft.self, for: .author(author, for: entity)) else { throw NotFound() }
        return draft
    }
}
