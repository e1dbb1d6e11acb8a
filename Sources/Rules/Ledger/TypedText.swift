/// A text of one kind, so that it is not taken for one of another: the code of a domain, of an application. Rows, JSON and literals have it as plain text.
package protocol TypedText: RawRepresentable<String>, Hashable, Comparable, Codable, ColumnValue, ExpressibleByStringLiteral, CustomStringConvertible
{
    init(rawValue: String)
}

extension TypedText {
    package init(stringLiteral text: String) { self.init(rawValue: text) }

    package init(from decoder: any Decoder) throws { self.init(rawValue: try decoder.singleValueContainer().decode(String.self)) }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    package var description: String { rawValue }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
