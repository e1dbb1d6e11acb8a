/// Text as lines of at most 76 ASCII characters, ended by CR LF (RFC 2045 §6.7).
enum QuotedPrintable {
    private static let longest = 76

    static func encode(_ text: String) -> String {
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { encode(line: Array($0.utf8)) }.joined(separator: "\r\n")
    }

    private static func encode(line: [UInt8]) -> String {
        var encoded = ""
        var column = 0
        for (index, byte) in line.enumerated() {
            let token = token(byte, last: index == line.count - 1)
            // One column is kept for the = of a soft line end.
            if column + token.utf8.count >= longest {
                encoded += "=\r\n"
                column = 0
            }
            encoded += token
            column += token.utf8.count
        }
        return encoded
    }

    /// A blank at the end of a line would be lost on the way.
    private static func token(_ byte: UInt8, last: Bool) -> String {
        switch byte {
        case 0x20, 0x09: if !last { return String(UnicodeScalar(byte)) }
        case 0x21...0x7E where byte != UInt8(ascii: "="): return String(UnicodeScalar(byte))
        default: break
        }
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.utf8.count == 1 ? "=0\(digits)" : "=\(digits)"
    }
}
