import ArgumentParser

/// An option that is said twice: which of the two was meant nobody knows.
enum RepeatedOption {
    /// May be said more than once.
    private static let lists: Set = ["--against"]

    /// Nothing that begins with two hyphens is a value: the parser takes none of these for one.
    /// - Parameter arguments: without the program's name.
    /// - Throws: `ValidationError`, as for every command that is mistyped.
    static func refuse(_ arguments: [String]) throws(ValidationError) {
        var said: Set<String> = []
        for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("--") {
            let name = String(argument.prefix { $0 != "=" })
            guard said.insert(name).inserted || lists.contains(name) else { throw ValidationError("\(name) is said twice. Remove one of them.") }
        }
    }
}
