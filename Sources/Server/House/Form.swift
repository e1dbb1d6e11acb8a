import Foundation
package import Rules
import Standards

/// What came in with a form or a query: names and values, decoded, in Unicode's composed form, with hostile characters already refused.
package struct Form: Sendable {
    package private(set) var values: [String: [String]]

    /// Only to be shown again, in another language: nothing is to be done with it, so whoever reads it finds it wanting (`FormReader.finish`).
    package var isShownAgain = false

    /// What its answer said in the language before; nothing when it is not shown again.
    var toldBefore = ToldBefore()

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
    var kept: [String: [String]] { values.filter { $0.key != "_csrf" && !$0.key.lowercased().contains("password") } }

    mutating func remove(_ name: String) { values[name] = nil }

    /// Whether a box was ticked.
    package func isTicked(_ name: String) -> Bool { !self[name].isEmpty }

    /// By bytes until it is known to be safe: letters compare in the square of their marks, and these may stand in it as they are.
    private static func decode(_ bytes: Substring.UTF8View) -> String? {
        let spaced = bytes.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        guard let decoded = String(decoding: spaced, as: UTF8.self).removingPercentEncoding, decoded.isStreamSafe,
            decoded.unicodeScalars.allSatisfy(isTyped)
        else { return nil }
        return decoded.precomposedStringWithCanonicalMapping
    }

    private static func isTyped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: true
        case 0x00..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: false
        default: true
        }
    }
}

/// What was wrong with a form, field by field, in the order of the fields. `code` picks the sentence: `invalid.<code>`.
package struct Invalid: Error, Sendable {
    package struct Problem: Hashable, Sendable {
        package let field: String
        package let code: String
        package let values: [String: String]

        package init(_ field: String, _ code: String, _ values: [String: String] = [:]) {
            self.field = field
            self.code = code
            self.values = values
        }
    }

    package private(set) var problems: [Problem] = []

    package init(_ problems: Problem...) { self.problems = problems }

    package var isEmpty: Bool { problems.isEmpty }

    package mutating func add(_ field: String, _ code: String, _ values: [String: String] = [:]) { problems.append(.init(field, code, values)) }

    /// The first problem of a field.
    package subscript(_ field: String) -> Problem? { problems.first { $0.field == field } }
}

/// Reads one form into values of the rules, collecting every problem instead of stopping at the first.
///
///     var reader = FormReader(form)
///     let email = reader.required("email", EmailAddress.init)
///     try reader.finish()
package struct FormReader {
    package let form: Form
    package private(set) var invalid = Invalid()

    package init(_ form: Form) { self.form = form }

    package mutating func required<T>(_ field: String, _ parse: (String) throws(InvalidIdentifier) -> T) -> T? {
        guard !form[field].isEmpty else {
            invalid.add(field, "missing")
            return nil
        }
        return optional(field, parse)
    }

    package mutating func optional<T>(_ field: String, _ parse: (String) throws(InvalidIdentifier) -> T) -> T? {
        let text = form[field]
        guard !text.isEmpty else { return nil }
        do throws(InvalidIdentifier) { return try parse(text) } catch {
            invalid.add(field, error.code, error.values)
            return nil
        }
    }

    /// A value out of a closed list.
    package mutating func choice<T>(_ field: String, _ choose: (String) -> T?) -> T? {
        if let value = choose(form[field]) { return value }
        invalid.add(field, form[field].isEmpty ? "unchosen" : "choice")
        return nil
    }

    package mutating func add(_ field: String, _ code: String, _ values: [String: String] = [:]) { invalid.add(field, code, values) }

    /// A field that must be typed twice alike.
    package mutating func twice(_ field: String, again: String) {
        if form.exact(field) != form.exact(again) { invalid.add(again, "differs") }
    }

    /// - Throws: `Invalid` when anything was wrong; for a form that is only to be shown again, what its answer said before.
    package func finish() throws {
        guard form.isShownAgain else { if invalid.isEmpty { return } else { throw invalid } }
        throw form.toldBefore.refusal ?? form.toldBefore.said(invalid) as any Error
    }
}
