/// The number by which social security knows a person: a national register number or a BIS number (DOMAIN §2.1).
///
/// Eleven digits `YYMMDD SSS CC`. The month is 20 or 40 higher in a BIS number; unknown months and days are 00, and impossible days exist, so
/// neither a birth date nor a sex is read from it. It can change during a life: never a key.
package struct SSIN: Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        case national
        /// Given to someone outside the national register; the sequence tells the sex only when it was known.
        case bis(sexKnown: Bool)
    }

    private let number: UInt64

    /// Reads `YY.MM.DD-SSS.CC`, `YYMMDD SSS CC` and eleven digits.
    package init(_ text: some StringProtocol) throws(InvalidIdentifier) {
        let digits = try Digits.read(text)
        guard digits.count == 11 else { throw .wrongLength(expected: 11) }
        guard Month(Int(Digits.number(digits[2..<4]))) != nil else { throw .impossibleSequence }
        let sequence = Digits.number(digits[6..<9])
        guard sequence != 0, sequence != 999 else { throw .impossibleSequence }
        let (body, check) = (Digits.number(digits[0..<9]), Digits.number(digits[9..<11]))
        guard check == Self.check(body) || check == Self.check(body + Self.from2000) else { throw .wrongCheckDigits }
        number = Digits.number(digits)
    }

    package var digits: String { Digits.text(number, 11) }

    /// `74.03.14-998.60`
    package var formatted: String { Digits.format(digits, "##.##.##-###.##") }

    /// `74.03.**-***.**`: for readers who do not manage this person (DESIGN §5).
    package var masked: String { Digits.format(String(digits.prefix(4)), "##.##.**-***.**") }

    /// Masked, so that no log or message can hold the number by accident.
    package var description: String { masked }

    package var kind: Kind {
        switch Month(Int(number / 10_000_000 % 100)) {
        case .bisSexUnknown: .bis(sexKnown: false)
        case .bisSexKnown: .bis(sexKnown: true)
        case .national, nil: .national
        }
    }

    /// The check digits tell the century: those born from 2000 have 2 000 000 000 added first. The two can never both fit.
    package var isBornFrom2000: Bool { number % 100 == Self.check(number / 100 + Self.from2000) }

    private static let from2000: UInt64 = 2_000_000_000
    private static func check(_ body: UInt64) -> UInt64 { 97 - body % 97 }

    private enum Month {
        case national, bisSexUnknown, bisSexKnown
        init?(_ month: Int) {
            switch month {
            case 0...12: self = .national
            case 20...32: self = .bisSexUnknown
            case 40...52: self = .bisSexKnown
            default: return nil
            }
        }
    }
}
