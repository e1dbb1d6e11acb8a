/// Which columns the rows that are read must hold what, as the condition says by which they are looked for.
///
/// An engine finds rows by indexes, whose pages whoever writes the file of the database can write too: a look-up may then lead to another row, which is
/// authentic in itself. So what was found is held against what was sought.
struct Sought {
    private let columns: [(place: Int, values: [Value])]

    init(_ condition: SQL, in table: KeptTable) {
        columns = condition.equalities.compactMap { column, values in
            table.names.firstIndex(of: column).map { ($0, values) }
        }
    }

    func isFound(in row: [Value]) -> Bool { columns.allSatisfy { $0.values.contains(row[$0.place]) } }
}

extension SQL {
    /// Of conditions that all must hold, those that say of a column what it holds: `a = ?` one value, `b IN (?, ?)` one of several.
    var equalities: [(column: String, values: [Value])] {
        var found: [(column: String, values: [Value])] = []
        var text = ""
        var isInList = false
        for piece in pieces {
            switch piece {
            case .text(let literal): text += literal.text.description
            case .name(let name): text += name
            case .value(let value):
                // Of alternatives none needs to hold.
                if text.contains(" OR ") || text.contains("NOT IN") { return [] }
                if isInList, text == ", " {
                    found[found.count - 1].values.append(value)
                } else {
                    isInList = text.hasSuffix(" IN (")
                    let end = isInList ? " IN (" : " = "
                    if text.hasSuffix(end), let column = Self.lastName(in: text.dropLast(end.count)) {
                        found.append((column, [value]))
                    } else {
                        isInList = false
                    }
                }
                text = ""
            }
        }
        return text.contains(" OR ") ? [] : found
    }

    private static func lastName(in text: Substring) -> String? {
        let name = text.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        return name.isEmpty ? nil : String(name.reversed())
    }
}
