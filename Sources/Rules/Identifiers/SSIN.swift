/// The number by which social security knows a person: a national register number or a BIS number (DOMAIN §2.1).
///
/// Eleven digits `YYMMDD SSS CC`. The month is 20 or 40 higher in a BIS number; unknown months and days are 00, and impossible days exist, so
/// neither a birth date nor a sex is read from it. It can change during a life: never a key.
package struct SSIN: Hashable, Sendable, CustomStringConvertible {
    private let number: UInt64

    /// Reads `YY.MM.DD-SSS.CC`, `YYMMDD SSS CC` and eleven digits. Of two years that one wrong digit confuses, only one is read: see `Century`.
    package init(_ text: String) throws(InvalidIdentifier) {
        if let bare = Digits.bare(text, 11) {
            number = bare
        } else {
            let digits = try Digits.read(text)
            guard digits.count == 11 else { throw .wrongLength(expected: 11) }
            number = Digits.number(digits)
        }
        guard Century(of: number) != nil else { throw .wrongCheckDigits }
        guard Kind(month: number / 10_000_000 % 100) != nil, (1...998).contains(number / 100 % 1000) else { throw .impossibleSequence }
    }

    package var digits: String { Digits.text(number, 11) }

    /// `74.03.14-998.60`
    package var formatted: String { Digits.format(digits, "##.##.##-###.##") }

    /// `74.03.**-***.**`: for readers who do not manage this person (DESIGN §5).
    package var masked: String { Digits.format(String(digits.prefix(4)), "##.##.**-***.**") }

    /// Masked, so that no log or message can hold the number by accident.
    package var description: String { masked }

    package var kind: Kind { Kind(month: number / 10_000_000 % 100) ?? .national }
    package var century: Century { Century(of: number) ?? .before2000 }
}
