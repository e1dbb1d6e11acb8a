/// The number of an entity in the company register: ten digits, the first 0 or 1, the last two a check (DOMAIN §2.2).
package struct EnterpriseNumber: Hashable, Sendable, CustomStringConvertible {
    private let number: UInt64

    /// Reads `0999.999.031`, `BE 0999.999.031`, `BE(0)999.999.031`, ten digits, and nine from before the leading zero.
    package init(_ text: String) throws(InvalidIdentifier) {
        number = if let bare = Digits.bare(text, 10) { bare } else { try Self.written(text) }
        guard number < 2_000_000_000 else { throw .wrongPrefix(expected: "0, 1") }
        try CheckDigits.check(number)
    }

    private static func written(_ text: String) throws(InvalidIdentifier) -> UInt64 {
        guard text.utf8.count <= Digits.longestInput else { throw .tooLong(most: Digits.longestInput) }
        var rest = text.drop { $0.isWhitespace }
        if rest.prefix(2).lowercased() == "be" { rest = rest.dropFirst(2) }
        let digits = try Digits.read(rest)
        guard digits.count == 10 || digits.count == 9 else { throw .wrongLength(expected: 10) }
        return Digits.number(digits)
    }

    /// The ten digits as a number: at most 1 999 999 999.
    package var value: UInt32 { UInt32(truncatingIfNeeded: number) }
    package var digits: String { Digits.text(number, 10) }
    /// `0999.999.031`
    package var formatted: String { Digits.format(digits, "####.###.###") }
    /// `BE0999999031`
    package var vat: String { "BE\(digits)" }
    package var description: String { formatted }
}
