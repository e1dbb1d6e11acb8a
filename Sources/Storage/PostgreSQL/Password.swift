/// A text that no description, log or failing test shows.
struct Password: Hashable, Sendable {
    let text: String
}

extension Password: CustomStringConvertible, CustomReflectable {
    var description: String { "(password)" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
