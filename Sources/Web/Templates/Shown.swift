/// A value of a view model, as templates see it. `ShownEncoder` makes it of a model.
package enum Shown: Sendable {
    /// Nil, and what is not there.
    case nothing
    case text(String)
    case flag(Bool)
    case object(Fields)
    case list([Shown])
    case table(ShownTable)
    case row(ShownTable, Int)

    /// One of its fields.
    package subscript(_ name: String) -> Shown {
        var hint = 0
        return find(name, from: &hint) ?? .nothing
    }

    /// One of its fields; nil when it has none of that name. A field that is nil is one.
    /// - Parameter hint: where it is looked for first: templates mostly name fields in the order of the model.
    func find(_ name: String, from hint: inout Int) -> Shown? {
        switch self {
        case .object(let fields): fields.find(name, from: &hint)
        case .row(let table, let row): table.find(name, of: row, from: &hint)
        default: nil
        }
    }

    /// Of a list, what it begins with.
    var first: Shown {
        switch self {
        case .list(let list): list.first ?? .nothing
        case .table(let table): table.rows.isEmpty ? .nothing : .row(table, 0)
        default: .nothing
        }
    }

    /// Whether a section about it stays away, and one about its absence is shown.
    var isAbsent: Bool {
        switch self {
        case .nothing: true
        case .flag(let flag): !flag
        case .list(let list): list.isEmpty
        case .table(let table): table.rows.isEmpty
        case .text, .object, .row: false
        }
    }

    /// The fields of a model, in the order in which it wrote them; few enough to be looked through.
    package struct Fields: Sendable {
        private var fields: [(name: String, value: Shown)] = []

        mutating func append(_ name: String, _ value: Shown) { fields.append((name, value)) }

        fileprivate func find(_ name: String, from hint: inout Int) -> Shown? {
            var place = hint
            for _ in fields.indices {
                if place >= fields.count { place = 0 }
                if fields[place].name == name {
                    hint = place + 1
                    return fields[place].value
                }
                place += 1
            }
            return nil
        }
    }
}
