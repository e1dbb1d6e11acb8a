/// A telephone number: 8 to 15 digits, kept as `+` and digits; one that begins with 0 is taken as Belgian (E.164). Described masked, so that no
/// log can hold it.
package struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: some StringProtocol) throws(InvalidIdentifier) {
        guard text.utf8.count <= Digits.longestInput else { throw .tooLong(most: 30) }
        let typed = String(text.drop { $0.isWhitespace })
        let isInternational = typed.hasPrefix("+")
        let plain = try Self.digits(isInternational ? String(typed.dropFirst()) : typed, startAbroad: isInternational || typed.hasPrefix("00"))
        let number =
            isInternational ? plain : plain.hasPrefix("00") ? String(plain.dropFirst(2)) : plain.hasPrefix("0") ? "32\(plain.dropFirst())" : plain
        guard (8...15).contains(number.count), !number.hasPrefix("0") else { throw .phoneShape }
        self.text = "+\(number)"
    }

    package var description: String { "***\(text.suffix(2))" }

    /// - Parameter startAbroad: the country comes first, and so a `(0)`, which is dialled at home only, goes.
    private static func digits(_ typed: String, startAbroad: Bool) throws(InvalidIdentifier) -> String {
        var typed = typed
        if startAbroad, let zero = typed.firstRange(of: "(0)") { typed.replaceSubrange(zero, with: " ") }
        do { return try Digits.read(typed).map(String.init).joined() } catch { throw error == .notDigits ? .phoneShape : error }
    }
}
