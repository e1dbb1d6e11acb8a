import Foundation
import Standards

/// What came in with a form or a query: names and values, decoded, in Unicode's composed form, with hostile characters already refused.
package struct Form: Sendable {
    package private(set) var values: [String: [String]]

    /// Only to be shown again, in another language: nothing is to be done with it, so whoever reads it finds it wanting (`FormReader.finish`).
    package var isShownAgain = false

    /// What its answer said in the language before; nothing when it is not shown again.
    package var toldBefore = ToldBefore()

    package init(_ values: [String: [String]] = [:]) { self.values = values }

    /// Reads `application/x-www-form-urlencoded`. Nil when it is not that, has more than 2 000 fields, is not UTF-8, or holds what no keyboard
    /// types: control characters other than tabs and line ends, or a letter under more than 30 marks. So no handler, rule or store ever meets one
    /// (a database refuses U+0000, and composing a long run of marks takes the square of its length).
    package init?(urlEncoded body: String) {
        var values: [String: [String]] = [:]
        let pairs = body.utf8.split(separator: UInt8(ascii: "&"), maxSplits: 2001)
        guard pairs.count <= 2000 else { return nil }
        for pair in pairs {
            let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decode(halves[0]), let value = halves.count == 2 ? Self.decode(halves[1]) : "" else { return nil }
            values[name, default: []].append(value)
        }
        self.values = values
    }

    /// The value as typed, outer spaces dropped; empty when absent.
    package subscript(_ name: String) -> String {
        (values[name]?.first ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Exactly as typed: for passwords.
    package func exact(_ name: String) -> String { values[name]?.first ?? "" }

    package func all(_ name: String) -> [String] { values[name] ?? [] }

    /// What may be kept for later or sent along: passwords never are.
    package var kept: [String: [String]] { values.filter { $0.key != "_csrf" && !$0.key.lowercased().contains("password") } }

    package mutating func remove(_ name: String) { values[name] = nil }

    /// Whether a box was ticked.
    package func isTicked(_ name: String) -> Bool { !self[name].isEmpty }

    /// By bytes until it is known to be safe: letters compare in the square of their marks, and these may stand in it as they are.
    private static func decode(_ bytes: Substring.UTF8View) -> String? {
        let spaced = bytes.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        return String(decoding: spaced, as: UTF8.self).removingPercentEncoding.flatMap(typed)
    }

    /// A text in the form that is kept; nil when it holds what no keyboard types.
    package static func typed(_ text: String) -> String? {
        guard text.isStreamSafe, text.unicodeScalars.allSatisfy(isTyped) else { return nil }
        return text.precomposedStringWithCanonicalMapping
    }

    private static func isTyped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: true
        case 0x00..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: false
        default: true
        }
    }
}
