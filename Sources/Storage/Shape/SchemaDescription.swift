/// What a database consists of, as its engine tells it: tables with their columns and constraints, indexes, and whatever else has a say in what is
/// written or read there.
package struct SchemaDescription: Hashable, Sendable {
    /// What each object consists of, in no order; the same part twice counts twice.
    private(set) var objects: [SchemaObject: [String]] = [:]

    /// - Parameter part: empty for the object alone.
    mutating func add(_ object: SchemaObject, _ part: String) {
        objects[object, default: []] += part.isEmpty ? [] : [part]
    }

    package func holds(_ table: String) -> Bool { objects[SchemaObject("table", table)] != nil }

    /// What migrations never make, such as triggers: wherever they stand, they are somebody else's.
    var foreign: SchemaDescription {
        var foreign = SchemaDescription()
        foreign.objects = objects.filter { !SchemaObject.made.contains($0.key.kind) }
        return foreign
    }

    /// What is otherwise in another description than in this one, by the names of the objects.
    func differences(to other: SchemaDescription) -> [SchemaDifference] {
        Set(objects.keys).union(other.objects.keys).sorted().flatMap { object -> [SchemaDifference] in
            switch (objects[object], other.objects[object]) {
            case (let mine?, let theirs?):
                Self.surplus(of: mine, over: theirs).map { .lacks(object, $0) } + Self.surplus(of: theirs, over: mine).map { .has(object, $0) }
            case (_?, nil): [.missing(object)]
            case (nil, _): [.foreign(object)]
            }
        }
    }

    private static func surplus(of parts: [String], over others: [String]) -> [String] {
        var left = others
        return parts.sorted().filter { part in
            guard let place = left.firstIndex(of: part) else { return true }
            left.remove(at: place)
            return false
        }
    }
}

/// A table, an index, or what else has a name in a database.
package struct SchemaObject: Hashable, Comparable, Sendable, CustomStringConvertible {
    let kind: String
    let name: String

    init(_ kind: String, _ name: String) { (self.kind, self.name) = (kind, name) }

    /// The kinds that migrations make.
    static let made: Set = ["table", "index"]

    package var description: String { "the \(kind) \(name)" }

    // Tables before their indexes; what is none of ours stands where its kind does.
    package static func < (one: SchemaObject, other: SchemaObject) -> Bool {
        (one.kind == "index" ? 1 : 0, one.kind, one.name) < (other.kind == "index" ? 1 : 0, other.kind, other.name)
    }
}

/// In what a database is not as its migrations made it.
package enum SchemaDifference: Hashable, Sendable, CustomStringConvertible {
    case missing(SchemaObject)
    case foreign(SchemaObject)
    case lacks(SchemaObject, String)
    case has(SchemaObject, String)

    package var description: String {
        switch self {
        case .missing(let object): "\(object) is missing"
        case .foreign(let object): "\(object) is none of Chatelaine's"
        case .lacks(let object, let part): "\(object) lacks “\(part)”"
        case .has(let object, let part): "\(object) has “\(part)”, which is none of Chatelaine's"
        }
    }
}

/// A database in which somebody else changed more than rows. Nothing of it was used.
package struct ForeignSchema: Error, Hashable, CustomStringConvertible {
    package let differences: [SchemaDifference]

    package var description: String {
        let told = differences.prefix(100).map(\.description).joined(separator: "; ")
        let rest = differences.count > 100 ? "; and \(differences.count - 100) more" : ""
        return "The database is not as Chatelaine made it: \(told)\(rest). Find out who changed it, and change nothing in it before you have read "
            + "docs/operations.md, The schema."
    }
}
