public import FoundationEssentials

/// Something that was done: when, by whom, under which authority, and every row it opened and closed.
/// An act carries keys, never names or numbers of people, so that erasing a person leaves the ledger whole (DESIGN §5).
package struct Act: Hashable, Sendable, Identifiable {
    package typealias ID = Key<Act>

    package let id: ID
    package let code: ActCode
    package let at: Date
    /// Nil only when the installation itself acted.
    package let actor: Person.ID?
    package let authority: Authority
    package let entity: Entity.ID?
    package let quality: Quality.ID?
    /// The person the act is about, when it is about one.
    package let subject: Person.ID?
    package let changes: [Change]
    /// What else is worth remembering, in codes and numbers: never a name.
    package let details: [String: String]

    package init(
        id: ID, code: ActCode, at: Date, actor: Person.ID?, authority: Authority, entity: Entity.ID? = nil, quality: Quality.ID? = nil,
        subject: Person.ID? = nil, changes: [Change] = [], details: [String: String] = [:]
    ) {
        self.id = id
        self.code = code
        self.at = at
        self.actor = actor
        self.authority = authority
        self.entity = entity
        self.quality = quality
        self.subject = subject
        self.changes = changes
        self.details = details
    }
}
