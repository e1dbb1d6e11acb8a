/// The number of an establishment unit: ten digits from 2 to 8, the last two a check (DOMAIN §2.3).
package struct EstablishmentNumber: Hashable, Sendable, CustomStringConvertible {
    private let number: UInt64

    package init(_ text: some StringProtocol) throws(InvalidIdentifier) {
        let digits = try Digits.read(text)
        guard digits.count == 10 else { throw .wrongLength(expected: 10) }
        guard (2...8).contains(digits[0]) else { throw .wrongPrefix(expected: "2–8") }
        number = Digits.number(digits)
        try CheckDigits.check(number)
    }

    package var digits: String { Digits.text(number, 10) }
    /// `2.999.999.073`
    package var formatted: String { Digits.format(digits, "#.###.###.###") }
    package var description: String { formatted }
}
