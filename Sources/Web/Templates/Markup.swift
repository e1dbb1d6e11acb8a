/// Text in HTML.
package enum Markup {
    package static func escaped(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        escape(text, into: &bytes)
        return bytes
    }

    /// The five characters that would be mark-up, in text or in an attribute between any quotes.
    package static func escape(_ text: String, into bytes: inout [UInt8]) {
        let utf8 = text.utf8
        guard utf8.contains(where: isMarkup) else {
            bytes += utf8
            return
        }
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            default: bytes.append(byte)
            }
        }
    }

    private static func isMarkup(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
        default: false
        }
    }
}
