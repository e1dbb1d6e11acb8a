/// The text by which SQLite knows a table or an index, taken apart: it *is* the schema, which SQLite reads from it whenever it opens the database.
enum Definition {
    /// What stands before the brackets, each thing between them, and what follows; white space is one space.
    static func parts(ofTable text: String) -> [String] {
        var (parts, part, depth) = ([String](), [UInt8](), 0)
        func end() {
            let text = String(decoding: part, as: UTF8.self).trimmingSpaces
            if !text.isEmpty { parts.append(text) }
            part = []
        }
        for token in tokens(of: text) {
            switch token.first {
            case UInt8(ascii: "(") where depth == 0:
                depth += 1
                end()
            case UInt8(ascii: ")") where depth == 1:
                depth -= 1
                end()
            case UInt8(ascii: ",") where depth == 1: end()
            default:
                if token == [UInt8(ascii: "(")] { depth += 1 }
                if token == [UInt8(ascii: ")")] { depth -= 1 }
                part += token
            }
        }
        end()
        return parts
    }

    /// The text with one space wherever there is white space.
    static func plain(_ text: String) -> String { String(decoding: tokens(of: text).joined(), as: UTF8.self).trimmingSpaces }

    /// Bytes one by one, but for white space, which is one space, and what stands in quotes or comments, which is whole.
    private static func tokens(of text: String) -> [[UInt8]] {
        let bytes = Array(text.utf8)
        var (tokens, at) = ([[UInt8]](), 0)
        while at < bytes.count {
            let end = self.end(of: bytes, from: at)
            let isSpace = bytes[at] <= 0x20
            if !isSpace { tokens.append(Array(bytes[at..<end])) } else if tokens.last != [0x20] { tokens.append([0x20]) }
            at = end
        }
        return tokens
    }

    private static func end(of bytes: [UInt8], from start: Int) -> Int {
        func after(_ closing: [UInt8], from begin: Int) -> Int {
            var at = begin
            while at + closing.count <= bytes.count, Array(bytes[at..<(at + closing.count)]) != closing { at += 1 }
            return min(bytes.count, at + closing.count)
        }
        let two = Array(bytes[start...].prefix(2))
        return switch bytes[start] {
        case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"): after([bytes[start]], from: start + 1)
        case UInt8(ascii: "["): after([UInt8(ascii: "]")], from: start + 1)
        case _ where two == Array("--".utf8): after([0x0A], from: start + 2)
        case _ where two == Array("/*".utf8): after(Array("*/".utf8), from: start + 2)
        default: start + 1
        }
    }
}

extension String {
    fileprivate var trimmingSpaces: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
