/// Reading the digits out of a number as people print it.
enum Digits {
    /// Longer than any printed form of any identifier.
    static let longestInput = 64

    /// The ASCII digits of a text whose other characters are only separators: spaces of any width, dots, dashes of any length, slashes, brackets.
    /// Digits of other scripts are not digits.
    static func read(_ text: some StringProtocol) throws(InvalidIdentifier) -> [UInt8] {
        guard text.utf8.count <= longestInput else { throw .tooLong(most: longestInput) }
        var digits: [UInt8] = []
        digits.reserveCapacity(16)
        for scalar in text.unicodeScalars {
            if "0"..."9" ~= scalar {
                digits.append(UInt8(scalar.value - 48))
            } else if !isSeparator(scalar) {
                throw PlainText.isHarmless(scalar) ? .notDigits : .forbiddenCharacter
            }
        }
        guard !digits.isEmpty else { throw .empty }
        return digits
    }

    /// The number of a text that is so many digits and nothing else, as programs send them, millions a day; nil for whatever people write.
    static func bare(_ text: String, _ count: Int) -> UInt64? {
        guard text.utf8.count == count else { return nil }
        var number: UInt64 = 0
        for byte in text.utf8 {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            number = number &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
        }
        return number
    }

    /// Of at most nineteen digits: ask for their count first.
    static func number(_ digits: some Sequence<UInt8>) -> UInt64 { digits.reduce(0) { $0 &* 10 &+ UInt64($1) } }

    /// The digits of a number of at most so many, with leading zeros.
    static func text(_ number: UInt64, _ count: Int) -> String {
        String(unsafeUninitializedCapacity: count) { digits in
            var rest = number
            for place in (0..<count).reversed() {
                digits[place] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            }
            return count
        }
    }

    /// `pattern` with each `#` replaced by the next digit.
    static func format(_ digits: String, _ pattern: String) -> String {
        var rest = digits.utf8[...]
        return String(decoding: pattern.utf8.map { $0 == UInt8(ascii: "#") ? rest.popFirst() ?? $0 : $0 }, as: UTF8.self)
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .spaceSeparator, .dashPunctuation: true
        default: "\t./()\u{2212}".unicodeScalars.contains(scalar)
        }
    }
}
