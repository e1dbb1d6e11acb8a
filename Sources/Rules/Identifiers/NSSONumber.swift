/// The number of an employer at the social security office: definitive (nine digits, zone 00011) or provisional (ten, zone 00948). The whole
/// number leaves 96 after division by 97, with 97 written for a check of 0 (DOMAIN §2.4).
package struct NSSONumber: Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable { case definitive, provisional }

    private let number: UInt64
    package let kind: Kind

    package init(_ text: some StringProtocol) throws(InvalidIdentifier) {
        let digits = try Digits.read(text)
        switch digits.count {
        case 9:
            guard digits[0] <= 1 else { throw .wrongPrefix(expected: "0, 1") }
            kind = .definitive
        case 10:
            guard digits[0] == 5 else { throw .wrongPrefix(expected: "5") }
            kind = .provisional
        default: throw .wrongLength(expected: 9, or: 10)
        }
        let value = Digits.number(digits)
        guard value % 100 == Self.check(value / 100) else { throw .wrongCheckDigits }
        guard value >= (kind == .definitive ? 100_006 : 5_000_000_120) else { throw .impossibleSequence }
        number = value
    }

    package var digits: String { Digits.text(number, kind == .definitive ? 9 : 10) }
    /// `1999990-61`, `59999990-19`
    package var formatted: String { Digits.format(digits, kind == .definitive ? "#######-##" : "########-##") }
    package var description: String { formatted }

    private static func check(_ body: UInt64) -> UInt64 {
        let check = 96 - (body * 100) % 97
        return check == 0 ? 97 : check
    }
}
