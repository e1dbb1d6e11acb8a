/// A value of a view model, as templates see it.
enum Shown {
    /// Nil, and what is not there.
    case nothing
    case text(String)
    case flag(Bool)
    case object([String: Any])
    case objects([[String: Any]])
    case list([Any])
    case table(LongTable)
    case row(LongTable, Int)

    init(_ value: Any) {
        switch value {
        case let text as String: self = .text(text)
        case let flag as Bool: self = .flag(flag)
        case let object as [String: Any]: self = .object(object)
        case let objects as [[String: Any]]: self = .objects(objects)
        case let number as Int: self = .text(String(number))
        case let table as LongTable: self = .table(table)
        case let list as [Any]: self = .list(list)
        // What is nil is still something inside `Any`.
        default: self = (value as? any Absentable)?.isAbsent == true ? .nothing : .text(String(describing: value))
        }
    }

    /// One of its members.
    subscript(_ name: String) -> Shown {
        switch self {
        case .object(let members): members[name].map(Shown.init) ?? .nothing
        case .row(let table, let row): table.value(name, of: row).map(Shown.text) ?? .nothing
        default: .nothing
        }
    }

    /// Of a list, what it begins with.
    var first: Shown {
        switch self {
        case .objects(let objects): objects.first.map(Shown.object) ?? .nothing
        case .list(let list): list.first.map(Shown.init) ?? .nothing
        case .table(let table): table.rows.isEmpty ? .nothing : .row(table, 0)
        default: .nothing
        }
    }

    /// Whether a section about it stays away, and one about its absence is shown.
    var isAbsent: Bool {
        switch self {
        case .nothing: true
        case .flag(let flag): !flag
        case .objects(let objects): objects.isEmpty
        case .list(let list): list.isEmpty
        case .table(let table): table.rows.isEmpty
        case .text, .object, .row: false
        }
    }
}

private protocol Absentable {
    var isAbsent: Bool { get }
}

extension Optional: Absentable {
    fileprivate var isAbsent: Bool { if case .none = self { true } else { false } }
}
