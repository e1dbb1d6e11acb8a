/// SQL text whose interpolated values always become bound parameters.
///
/// Text comes only from literals in the source (`StaticString`), so a string made at run time cannot become SQL: `"\(name)"` binds a value, `"\(fragment)"`
/// inserts another `SQL`, `"IN \(list: ids)"` binds each of several values. There is no raw interpolation (DESIGN §4).
package struct SQL: ExpressibleByStringInterpolation, Hashable, Sendable {
    enum Piece: Hashable, Sendable {
        case text(Literal)
        /// Of a table or column, out of a schema that statements of the source made.
        case name(String)
        case value(Value)
    }

    /// Text of the source: nothing of it is copied until a statement is made of it.
    struct Literal: Hashable, Sendable {
        let text: StaticString

        static func == (one: Literal, other: Literal) -> Bool { one.text.description == other.text.description }
        func hash(into hasher: inout Hasher) { hasher.combine(text.description) }
    }

    private(set) var pieces: [Piece]

    init(name: String) { pieces = [.name(name)] }

    package init() { pieces = [] }
    package init(stringLiteral literal: StaticString) { pieces = [.text(Literal(text: literal))] }
    package init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    package mutating func append(_ other: SQL) { pieces += other.pieces }

    /// The values in the order of their marks; for tests, never for logs: they are personal data.
    package var values: [Value] {
        pieces.compactMap { piece in
            if case .value(let value) = piece { value } else { nil }
        }
    }

    /// The values to bind. A text with U+0000 is refused: one engine cuts it there, another does not take it.
    func parameters() throws(StorageFault) -> [Value] {
        for case .value(.text(let text)) in pieces where text.utf8.contains(0) {
            throw .unstorable("a text holds the character U+0000")
        }
        return values
    }

    /// Whether a statement is kept prepared. One that is longer is a list of keys, hardly ever as long again: kept, each would be a megabyte.
    static func isKept(_ text: String) -> Bool { text.utf8.count <= 4096 }

    /// The text as one engine reads it.
    func text(in dialect: Dialect) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(512)
        var number = 0
        for piece in pieces {
            switch piece {
            case .text(let literal):
                literal.text.withUTF8Buffer { text += $0 }
            case .name(let name):
                text += "\"\(name)\"".utf8
            case .value:
                number += 1
                text += dialect.mark(number).utf8
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension SQL {
    package struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []

        package init(literalCapacity: Int, interpolationCount: Int) { pieces.reserveCapacity(2 * interpolationCount + 1) }

        package mutating func appendLiteral(_ literal: StaticString) {
            if literal.utf8CodeUnitCount > 0 { pieces.append(.text(Literal(text: literal))) }
        }

        package mutating func appendInterpolation(_ value: some Bindable) { pieces.append(.value(value.bound)) }

        /// Nil is NULL, so compare with `IS NOT DISTINCT FROM` where it may be.
        package mutating func appendInterpolation(_ value: (some Bindable)?) { pieces.append(.value(value.bound)) }

        package mutating func appendInterpolation(_ fragment: SQL) { pieces += fragment.pieces }

        /// `(?1, ?2, …)`, to be written after `IN`. An empty list matches nothing — also after `NOT IN`, so do not write that for a list that may be empty.
        package mutating func appendInterpolation<Element: Bindable>(list: some Sequence<Element>) {
            pieces += list.map { "\($0)" as SQL }.joined(separator: ", ", ifEmpty: "NULL", in: ("(", ")")).pieces
        }
    }
}

extension Sequence where Element == SQL {
    /// The fragments one after the other with `separator` between them; empty when there are none.
    package func joined(separator: SQL) -> SQL {
        reduce(into: SQL()) { joined, fragment in
            if !joined.pieces.isEmpty { joined.append(separator) }
            joined.append(fragment)
        }
    }

    fileprivate func joined(separator: SQL, ifEmpty: SQL, in brackets: (SQL, SQL)) -> SQL {
        let inside = joined(separator: separator)
        return "\(brackets.0)\(inside.pieces.isEmpty ? ifEmpty : inside)\(brackets.1)"
    }
}

extension SQL {
    /// Every condition holds; true when there is none.
    package static func all(_ conditions: [SQL]) -> SQL {
        conditions.isEmpty ? "1 = 1" : "(\(conditions.joined(separator: ") AND (")))"
    }

    /// One condition holds at least; false when there is none.
    package static func any(_ conditions: [SQL]) -> SQL {
        conditions.isEmpty ? "1 = 0" : "(\(conditions.map { "(\($0))" as SQL }.joined(separator: " OR ")))"
    }
}
