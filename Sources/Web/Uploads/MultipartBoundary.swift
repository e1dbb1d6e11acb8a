import Standards

/// What parts the content of a `multipart/form-data` body (RFC 2046 §5.1.1): up to 70 letters that its sender chose.
package struct MultipartBoundary: Hashable, Sendable {
    package let text: String

    /// Nil for a `Content-Type` that is not `multipart/form-data`, or that names not exactly one boundary.
    package init?(contentType: String) {
        guard let field = ParameterizedField(contentType), field.value.lowercased() == "multipart/form-data",
            let text = field["boundary"], (1...70).contains(text.utf8.count), text.utf8.allSatisfy(Self.isLetter), text.last != " "
        else { return nil }
        self.text = text
    }

    /// `bchars`
    private static func isLetter(_ byte: UInt8) -> Bool {
        byte.isASCIILetterOrDigit || "'()+_,-./:=? ".utf8.contains(byte)
    }
}

/// A header field with parameters, `form-data; name="file"; filename="a.csv"`, read strictly: each parameter once, nothing left over.
struct ParameterizedField {
    let value: String
    private var parameters: [String: String] = [:]

    subscript(_ name: String) -> String? { parameters[name] }

    init?(_ text: String) {
        var rest = text.utf8[...]
        let value = Self.token(&rest, also: "/")
        guard !value.isEmpty else { return nil }
        self.value = value
        while true {
            Self.skipSpaces(&rest)
            guard let next = rest.popFirst() else { return }
            guard next == UInt8(ascii: ";") else { return nil }
            Self.skipSpaces(&rest)
            let name = Self.token(&rest).lowercased()
            guard !name.isEmpty, rest.popFirst() == UInt8(ascii: "="), let value = Self.value(&rest),
                parameters.updateValue(value, forKey: name) == nil
            else { return nil }
        }
    }

    private static func value(_ rest: inout Substring.UTF8View) -> String? {
        guard rest.first == UInt8(ascii: "\"") else {
            let text = token(&rest)
            return text.isEmpty ? nil : text
        }
        rest.removeFirst()
        return quoted(&rest)
    }

    /// Up to the closing quote. A backslash stands for what follows it only before a quote or another one: browsers write the names of files as they are.
    private static func quoted(_ rest: inout Substring.UTF8View) -> String? {
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return String(validating: bytes, as: UTF8.self)
            case UInt8(ascii: "\\") where rest.first == UInt8(ascii: "\"") || rest.first == UInt8(ascii: "\\"): bytes.append(rest.removeFirst())
            default: bytes.append(byte)
            }
        }
        return nil
    }

    private static func token(_ rest: inout Substring.UTF8View, also: String = "") -> String {
        let token = rest.prefix { isTokenLetter($0) || also.utf8.contains($0) }
        rest = rest[token.endIndex...]
        return String(token) ?? ""
    }

    private static func skipSpaces(_ rest: inout Substring.UTF8View) {
        rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    /// `tchar` (RFC 9110 §5.6.2).
    static func isTokenLetter(_ byte: UInt8) -> Bool {
        byte.isASCIILetterOrDigit || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}
