import Rules
import Storage
import Web

/// Tells the e-mail address of an entity or quality that it is no longer used, and the new one that it is; nothing when they are the same.
/// Nobody in particular reads it, so the letter is in the language of whoever changed it.
struct ContactLetter: Announcement {
    let entity: Entity.ID
    /// Nil when it is the entity's own address.
    let quality: Quality?
    let former: EmailAddress?
    let address: EmailAddress?
    let language: Language

    var counted: LetterCount { .about(quality?.id.rawValue ?? entity.rawValue) }
    var recipient: Person.ID? { nil }

    func letters(in tx: borrowing Transaction, _ post: Correspondence, _ read: inout LetterReadings) throws -> [Letter] {
        guard former != address else { return [] }
        let (entity, author) = (try read.entity(entity, tx), try read.person(post.author, tx))
        let label = quality.map { " – \(post.catalogue[$0.domain]?.labels[language] ?? $0.domain.rawValue)" }
        let texts = post.texts
        let values = [
            "what": entity.name + (label ?? ""), "author": author.name,
            "role": post.role.map { texts.say("roles.\($0.rawValue)", in: language) } ?? "",
            "link": post.site,
        ]
        return try [("formerContact", former), ("newContact", address)].compactMap { kind, address in
            try address.map {
                try Letter(
                    to: $0, subject: texts.say("entities.letters.\(kind).subject", values, in: language),
                    body: texts.say("entities.letters.\(kind).body", values, in: language), language: language)
            }
        }
    }
}
