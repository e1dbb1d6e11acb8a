/// The number of a care provider (eleven digits) or institution (eight) at the health insurance institute. The last three digits of a provider
/// are a competence that can change, and that no digit checks: two numbers speak of the same provider when their first eight digits agree (DOMAIN §2.5).
package struct NIHDINumber: Hashable, Sendable, CustomStringConvertible {
    package let digits: String

    package init(_ text: some StringProtocol) throws(InvalidIdentifier) {
        let digits = try Digits.read(text)
        guard digits.count == 8 || digits.count == 11 else { throw .wrongLength(expected: 8, or: 11) }
        try CheckDigits.check(Digits.number(digits[..<8]))
        self.digits = Digits.text(Digits.number(digits), digits.count)
    }

    /// The first eight digits: who it is, whatever the competence.
    package var institution: String { String(digits.prefix(8)) }
    /// `7-60992-70`, `1-99990-24-000`
    package var formatted: String { Digits.format(digits, digits.count == 8 ? "#-#####-##" : "#-#####-##-###") }
    package var description: String { formatted }
}
