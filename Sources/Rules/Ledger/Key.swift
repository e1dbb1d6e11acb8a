/// The identity of a `Subject`: a 64-bit number, ordered by time, made by the application. Written as decimal text in JSON and URLs,
/// because not every reader of JSON keeps 64-bit integers whole.
package struct Key<Subject>: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package let rawValue: Int64

    @inlinable package init(rawValue: Int64) { self.rawValue = rawValue }

    /// Nil unless `text` is a positive decimal number without sign, spaces or leading zero.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 19, let number = Int64(text), number > 0, String(number) == text else { return nil }
        rawValue = number
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let key = Key(text) else { throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a key") }
        self = key
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package var description: String { String(rawValue) }

    package static func < (left: Key, right: Key) -> Bool { left.rawValue < right.rawValue }
}
