package import Foundation
package import Rules
package import Storage

/// What was typed and saved but not yet confirmed: it gives nothing, and waits until it is confirmed or discarded. Sealed, because it holds
/// personal data; `kind` says which feature reads it.
package struct Draft<Content: Codable & Sendable>: Sendable {
    package let id: Key<DraftRow>
    package let entity: Entity.ID
    package let quality: Quality.ID?
    package let author: Person.ID
    package let savedAt: Date
    package let confirmedBy: Act.ID?
    package let isDiscarded: Bool
    package let content: Content

    package var isOpen: Bool { confirmedBy == nil && !isDiscarded }
}

/// How many open drafts there are at most: in a quality, where all who manage it see and discard them; and by one author in one entity.
package enum MostDrafts {
    package static let ofQuality = 500
    package static let ofAuthor = 50
}

/// Who may open a draft again, correct, confirm or discard it; for anybody else it is not there. Said here alone.
package enum DraftReaders: Sendable {
    /// Of a draft in a quality: whoever manages that quality's users, as the gates of its pages ask, whoever saved it.
    case managers(of: Quality.ID)
    /// Of one outside: its author, for the same entity, until it is discarded.
    case author(Person.ID, for: Entity.ID)
    /// The same, whether or not it is discarded.
    case formerAuthor(Person.ID, for: Entity.ID)
}

/// What a draft's key is a key of.
package enum DraftRow {}

/// What a feature keeps in a draft.
package protocol DraftContent: Codable, Sendable {
    static var kind: String { get }
    /// What is kept once the draft is confirmed or discarded: no more about anybody than its pages still need.
    var spent: Self { get }
}

extension KeptTable {
    static let drafts = KeptTable(
        "drafts", key: "id",
        columns: ["id", "kind", "entity", "quality", "author", "sealed", "saved_at", "confirmed_by", "discarded_at", "generation"],
        sealed: [("sealed", "draft")])
}

extension Transaction {
    /// Saves a new draft, or the same one again while it is still open.
    /// - Throws: `Refusal.tooManyDrafts` when so many wait in a quality, where they are listed and can be discarded. Those outside of one are their
    ///   author's alone, who finds them by their address: there the oldest makes room.
    package func save<Content: DraftContent>(
        draft content: Content, id: Key<DraftRow>, entity: Entity.ID, quality: Quality.ID? = nil, author: Person.ID, at now: Date
    ) throws {
        // Whoever sends a discarded draft once more is told so for a day.
        try run("DELETE FROM drafts WHERE author = \(author) AND entity = \(entity) AND discarded_at < \(now.addingTimeInterval(-86_400))")
        let sealed = try sealed(content, id)
        guard try count("SELECT COUNT(*) FROM drafts WHERE id = \(id)") == 0 else {
            let saved = try keep(
                ["sealed": sealed.bound, "saved_at": now.bound], in: .drafts,
                where: "\(isOpen(id)) AND kind = \(Content.kind) AND entity = \(entity)")
            guard saved == 1 else { throw Refusal.alreadyConfirmed }
            return
        }
        guard let generation = try generation(of: author) else { throw UnauthenticRow(table: KeptTable.people.description) }
        try makeRoomForDraft(of: Content.kind, in: quality, entity, author)
        try keep(
            [
                id.bound, Content.kind.bound, entity.bound, quality.bound, author.bound, sealed.bound, now.bound, .null, .null, generation.bound,
            ], in: .drafts)
    }

    package func draft<Content: DraftContent>(
        _ id: Key<DraftRow>, of content: Content.Type, for readers: DraftReaders
    ) throws -> Draft<Content>? {
        let found: [Draft<Content>] = try drafts("WHERE id = \(id) AND kind = \(Content.kind) AND \(readers.condition)")
        return found.first
    }

    /// The open drafts of a quality, the newest first.
    package func openDrafts<Content: DraftContent>(of content: Content.Type, in quality: Quality.ID) throws -> [Draft<Content>] {
        try drafts("WHERE quality = \(quality) AND kind = \(Content.kind) AND confirmed_by IS NULL AND discarded_at IS NULL ORDER BY id DESC")
    }

    /// The open drafts outside of a quality that an author saved for an entity, the newest first.
    package func openDrafts<Content: DraftContent>(of content: Content.Type, by author: Person.ID, for entity: Entity.ID) throws -> [Draft<Content>] {
        try drafts("WHERE \(DraftReaders.author(author, for: entity).condition) AND kind = \(Content.kind) AND confirmed_by IS NULL ORDER BY id DESC")
    }

    /// An open draft of before its author's sessions were ended is a row that was put back.
    private func drafts<Content: DraftContent>(_ tail: SQL) throws -> [Draft<Content>] {
        let found = try kept(.drafts, tail) { (draft: try Draft<Content>($0, sealer), generation: try $0.integer("generation")) }
        var generations: [Person.ID: Int64] = [:]
        return try found.compactMap { draft, generation in
            guard draft.isOpen else { return draft }
            if generations[draft.author] == nil { generations[draft.author] = try self.generation(of: draft.author) }
            if generations[draft.author] == generation { return draft }
            report(.drafts, KeptTable.drafts.told(key: [draft.id.bound]))
            return nil
        }
    }

    /// Marks a draft as done by an act, once: of two who confirm the same draft, the second is told (`alreadyConfirmed`).
    package func confirm(_ draft: Draft<some DraftContent>, by act: Act.ID) throws {
        try close(draft, by: act, keeping: draft.content.spent)
    }

    /// Marks a draft as done by an act that was another's, or its own; what is kept of it says which.
    package func close<Content: DraftContent>(_ draft: Draft<Content>, by act: Act.ID, keeping content: Content) throws {
        let marked = try keep(
            ["confirmed_by": act.bound, "sealed": sealed(content, draft.id).bound], in: .drafts, where: isOpen(draft.id))
        guard marked == 1 else { throw Refusal.alreadyConfirmed }
    }

    package func discard(_ draft: Draft<some DraftContent>, at now: Date) throws {
        let marked = try keep(
            ["discarded_at": now.bound, "sealed": sealed(draft.content.spent, draft.id).bound], in: .drafts, where: isOpen(draft.id))
        guard marked == 1 else { throw Refusal.alreadyConfirmed }
    }

    private func isOpen(_ id: Key<DraftRow>) -> SQL { "id = \(id) AND confirmed_by IS NULL AND discarded_at IS NULL" }

    private func makeRoomForDraft(of kind: String, in quality: Quality.ID?, _ entity: Entity.ID, _ author: Person.ID) throws {
        if let quality {
            let waiting = try count(
                "SELECT COUNT(*) FROM drafts WHERE quality = \(quality) AND kind = \(kind) AND confirmed_by IS NULL AND discarded_at IS NULL")
            guard waiting < MostDrafts.ofQuality else { throw Refusal.tooManyDrafts }
            return
        }
        let waiting = try rows(
            """
            SELECT id FROM drafts WHERE author = \(author) AND entity = \(entity) AND quality IS NULL AND kind = \(kind)
                AND confirmed_by IS NULL AND discarded_at IS NULL
            ORDER BY saved_at DESC, id DESC
            """
        ) { try $0.integer("id") }
        for id in waiting.dropFirst(MostDrafts.ofAuthor - 1) { try run("DELETE FROM drafts WHERE id = \(id)") }
    }

    private func sealed(_ content: some DraftContent, _ id: Key<DraftRow>) throws -> [UInt8] {
        let text = String(decoding: try JSONEncoder().encode(content), as: UTF8.self)
        return try sealer.seal(text, inRow: KeptTable.drafts.purpose(of: "sealed", in: [id.bound]))
    }
}

extension DraftReaders {
    fileprivate var condition: SQL {
        switch self {
        case .managers(let quality): "quality = \(quality)"
        case .author(let author, let entity): "quality IS NULL AND author = \(author) AND entity = \(entity) AND discarded_at IS NULL"
        case .formerAuthor(let author, let entity): "quality IS NULL AND author = \(author) AND entity = \(entity)"
        }
    }
}

extension Draft {
    init(_ row: Columns, _ sealer: Sealer) throws {
        let id = Key<DraftRow>(rawValue: try row.integer("id"))
        let text = try sealer.open(row.bytes("sealed"), inRow: KeptTable.drafts.purpose(of: "sealed", in: [id.bound]))
        self.init(
            id: id, entity: .init(rawValue: try row.integer("entity")),
            quality: try row.optionalInteger("quality").map(Key.init(rawValue:)), author: .init(rawValue: try row.integer("author")),
            savedAt: try row.date("saved_at"), confirmedBy: try row.optionalInteger("confirmed_by").map(Key.init(rawValue:)),
            isDiscarded: try row.optionalDate("discarded_at") != nil,
            content: try JSONDecoder().decode(Content.self, from: Data(text.utf8)))
    }
}
