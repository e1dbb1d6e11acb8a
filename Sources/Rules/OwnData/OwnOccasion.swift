public import FoundationEssentials

/// One act about to be done upon the actor's own data, by their own right: who, when, and where new keys come from.
package struct OwnOccasion: Sendable {
    package let person: Person.ID
    package let at: Date
    private let newID: @Sendable () -> Int64

    package init(person: Person.ID, at: Date, newID: @escaping @Sendable () -> Int64) {
        self.person = person
        self.at = at
        self.newID = newID
    }

    package func newKey<Subject>() -> Key<Subject> { Key(rawValue: newID()) }
}
