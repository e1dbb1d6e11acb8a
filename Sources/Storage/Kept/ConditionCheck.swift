import Standards

/// Which columns the rows that are read must hold what, as the condition says by which they are looked for.
///
/// An engine finds rows by indexes, whose pages whoever writes the file of the database can write too: a look-up may then lead to another row, which is
/// authentic in itself. So what was found is held against what was sought.
struct ConditionCheck {
    private let columns: [(place: Int, values: Values)]

    init(_ condition: SQL, in table: KeptTable) {
        columns = condition.equalities.compactMap { column, values in
            table.names.firstIndex(of: column).map { ($0, values.count == 1 ? .one(values[0]) : .several(Set(values))) }
        }
    }

    func isMet(by row: [Value]) -> Bool { columns.allSatisfy { $0.values.contains(row[$0.place]) } }

    private enum Values {
        case one(Value)
        case several(Set<Value>)

        func contains(_ value: Value) -> Bool {
            switch self {
            case .one(let only): only == value
            case .several(let values): values.contains(value)
            }
        }
    }
}

extension SQL {
    /// Of conditions that all must hold, those that say of a column what it holds: `a = ?` one value, `b IN (?, ?)` one of several.
    var equalities: [(column: String, values: [Value])] {
        var found: [(column: String, values: [Value])] = []
        // Since the last value.
        var text: [UInt8] = []
        var isInList = false
        for piece in pieces {
            switch piece {
            case .text(let literal): literal.text.withUTF8Buffer { text += $0 }
            case .name(let name): text += name.utf8
            case .value(let value):
                if isInList, text.isText(", ") {
                    found[found.count - 1].values.append(value)
                } else {
                    // Of alternatives none needs to hold.
                    if text.holds(" OR ") || text.holds("NOT IN") { return [] }
                    isInList = text.ends(with: " IN (")
                    let end: StaticString = isInList ? " IN (" : " = "
                    if text.ends(with: end), let column = Self.lastName(in: text.dropLast(end.utf8CodeUnitCount)) {
                        found.append((column, [value]))
                    } else {
                        isInList = false
                    }
                }
                text.removeAll(keepingCapacity: true)
            }
        }
        return text.holds(" OR ") ? [] : found
    }

    private static func lastName(in text: ArraySlice<UInt8>) -> String? {
        let name = text.suffix { $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "_") }
        return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
    }
}

extension ArraySlice<UInt8> {
    /// The last bytes that all pass.
    fileprivate func suffix(_ passes: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        self[(lastIndex { !passes($0) }.map { $0 + 1 } ?? startIndex)...]
    }
}

extension [UInt8] {
    fileprivate func isText(_ text: StaticString) -> Bool { count == text.utf8CodeUnitCount && ends(with: text) }

    fileprivate func ends(with text: StaticString) -> Bool { text.withUTF8Buffer { suffix($0.count).elementsEqual($0) } }

    fileprivate func holds(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { text in
            guard count >= text.count else { return false }
            return (0...(count - text.count)).contains { self[$0] == text[0] && self[$0..<($0 + text.count)].elementsEqual(text) }
        }
    }
}
