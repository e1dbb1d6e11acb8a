import Foundation

/// Header text: as it is when it is short plain ASCII, else encoded words, folded so that no line passes 76 characters (RFC 2047 §2).
enum EncodedWords {
    /// 39 bytes are 52 characters of base 64; `=?utf-8?B?` and `?=` make 64, and leave room for the header's name.
    private static let mostBytes = 39
    private static let longestPlain = 60

    static func encode(_ text: String, always: Bool = false) -> String {
        let isPlain = !always && text.utf8.allSatisfy { 0x20...0x7E ~= $0 } && text.utf8.count <= longestPlain && !text.contains("=?")
        guard !isPlain else { return text }
        return pieces(of: text).map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// Cut between characters, never inside one.
    private static func pieces(of text: String) -> [String] {
        var pieces = [""]
        for scalar in text.unicodeScalars {
            let piece = pieces[pieces.count - 1]
            if piece.utf8.count + UTF8.width(scalar) > mostBytes { pieces.append("") }
            pieces[pieces.count - 1].unicodeScalars.append(scalar)
        }
        return pieces
    }
}
