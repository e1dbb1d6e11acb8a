import Foundation

/// One Swift file, read as far as the house tests need it: its string literals, and its code without them and without comments.
struct SwiftSource: Sendable {
    /// A string literal: what stands between its interpolations, in order. One piece when nothing is interpolated.
    struct Literal: Hashable, Sendable {
        let pieces: [String]
        /// The text, when nothing is interpolated.
        var plain: String? { pieces.count == 1 ? pieces[0] : nil }
        var text: String { pieces.joined(separator: "\u{FFFC}") }
    }

    /// From the root of the repository.
    let path: String
    let text: String
    let literals: [Literal]
    let code: String

    /// The first folder below `Sources` or `Tests`.
    var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    init(_ path: String, _ text: String) {
        var scanner = Scanner(Array(text.utf8))
        scanner.readCode(nested: false)
        (self.path, self.text) = (path, text)
        literals = scanner.literals
        code = String(decoding: scanner.code, as: UTF8.self)
    }

    /// The plain literals that follow a text in the file, such as `notice: `.
    func literals(after lead: String) -> [String] {
        text.components(separatedBy: "\(lead)\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }
}

private struct Scanner {
    private let bytes: [UInt8]
    private var at = 0
    var literals: [SwiftSource.Literal] = []
    var code: [UInt8] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads to the end or, inside an interpolation, to its closing bracket.
    mutating func readCode(nested: Bool) {
        var depth = 0
        while at < bytes.count {
            if skipComment() || readString() { continue }
            if nested, bytes[at] == UInt8(ascii: ")"), depth == 0 { return at += 1 }
            if bytes[at] == UInt8(ascii: "(") { depth += 1 }
            if bytes[at] == UInt8(ascii: ")") { depth -= 1 }
            code.append(bytes[at])
            at += 1
        }
    }

    private mutating func skipComment() -> Bool {
        guard starts("//") || starts("/*") else { return false }
        let end = Array((starts("//") ? "\n" : "*/").utf8)
        while at < bytes.count, !starts(end) { at += 1 }
        if end.count == 2 { at += 2 }
        return true
    }

    private mutating func readString() -> Bool {
        for (opening, closing) in [("\"\"\"", "\"\"\""), ("#\"", "\"#"), ("\"", "\"")] where starts(opening) {
            at += opening.utf8.count
            read(to: Array(closing.utf8), isRaw: opening.hasPrefix("#"))
            return true
        }
        return false
    }

    private mutating func read(to closing: [UInt8], isRaw: Bool) {
        var pieces: [[UInt8]] = [[]]
        while at < bytes.count, !starts(closing) {
            if !isRaw, starts("\\(") {
                at += 2
                readCode(nested: true)
                pieces.append([])
                continue
            }
            if !isRaw, bytes[at] == UInt8(ascii: "\\") { at += 1 }
            pieces[pieces.count - 1].append(bytes[at])
            at += 1
        }
        at += closing.count
        code += Array("\"\"".utf8)
        literals.append(.init(pieces: pieces.map { String(decoding: $0, as: UTF8.self) }))
    }

    private func starts(_ text: String) -> Bool { starts(Array(text.utf8)) }
    private func starts(_ text: [UInt8]) -> Bool { at + text.count <= bytes.count && bytes[at..<at + text.count].elementsEqual(text) }
}
