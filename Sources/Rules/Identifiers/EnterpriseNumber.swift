/// The number of an entity in the company register: ten digits, the first 0 or 1, the last two a check (DOMAIN §2.2).
package struct EnterpriseNumber: Hashable, Sendable, CustomStringConvertible {
    private let number: UInt64

    /// Reads `0999.999.031`, `BE 0999.999.031`, `BE(0)999.999.031`, ten digits, and nine from before the leading zero.
    package init(_ text: some StringProtocol) throws(InvalidIdentifier) {
        guard text.utf8.count <= Digits.longestInput else { throw .tooLong(most: Digits.longestInput) }
        var rest = text[...]
        // Programs send bare digits, millions a day: only what people write is read letter by letter.
        if !rest.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) {
            rest = rest.drop { $0.isWhitespace }
            if rest.prefix(2).lowercased() == "be" { rest = rest.dropFirst(2) }
        }
        var digits = try Digits.read(rest)
        if digits.count == 9 { digits.insert(0, at: 0) }
        guard digits.count == 10 else { throw .wrongLength(expected: 10) }
        guard digits[0] <= 1 else { throw .wrongPrefix(expected: "0, 1") }
        number = Digits.number(digits)
        try CheckDigits.check(number)
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
