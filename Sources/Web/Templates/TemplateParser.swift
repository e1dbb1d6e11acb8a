/// A piece of a template as it was written.
indirect enum TemplatePart: Sendable {
    case text(ArraySlice<UInt8>)
    /// `{{name}}`
    case value(TemplateName)
    /// `{{#name}}…{{/name}}`
    case section(TemplateName, [TemplatePart])
    /// `{{^name}}…{{/name}}`
    case inverted(TemplateName, [TemplatePart])
    /// `{{> parts/field}}`
    case part(String)
    /// `{{<layout}}{{$main}}…{{/main}}{{/layout}}`: another template, with these in its places.
    case frame(String, [String: [TemplatePart]])
    /// `{{$main}}…{{/main}}`, and what stands there unless a page says otherwise.
    case place(String, [TemplatePart])
}

/// What a tag asks for: a path of names, or the first of a list (`first(it.drafts)`), or a text in capitals (`uppercased(code)`).
struct TemplateName: Hashable, Sendable {
    enum Change: String, Sendable { case first, uppercased }

    let change: Change?
    let path: String

    init?(_ text: String) {
        guard let bracket = text.firstIndex(of: "(") else {
            (change, path) = (nil, text)
            return
        }
        guard let change = Change(rawValue: String(text[..<bracket])), text.last == ")" else { return nil }
        (self.change, path) = (change, String(text[text.index(after: bracket)...].dropLast()))
    }
}

/// Reads the part of Mustache that our templates use. A line that holds a tag of structure and nothing else leaves nothing behind.
struct TemplateParser {
    private let source: [UInt8]
    private var position = 0

    static func parts(of source: String) throws(UnreadableTemplate) -> [TemplatePart] {
        var parser = TemplateParser(source: Array(source.utf8))
        return try parser.parts(until: nil, atLineStart: true)
    }

    private init(source: [UInt8]) { self.source = source }

    /// - Parameter name: the section that these parts are in.
    private mutating func parts(until name: String?, atLineStart: Bool) throws(UnreadableTemplate) -> [TemplatePart] {
        var (parts, isLineStart): ([TemplatePart], Bool) = ([], atLineStart)
        while position < source.count {
            let start = position
            if isLineStart { skip(Self.isBlank) }
            let indent = source[start..<position]
            let (text, end) = readText(from: start, indent: indent.endIndex)
            guard end == .tag else {
                if !text.isEmpty { parts.append(.text(text)) }
                isLineStart = true
                continue
            }
            isLineStart = isLineStart && text.count == indent.count
            func keep(_ indent: ArraySlice<UInt8>) { if !indent.isEmpty { parts.append(.text(indent)) } }
            if !isLineStart { keep(text) }
            let before = isLineStart ? indent : []
            let (sign, tag) = try readTag()
            switch sign {
            case "!":
                isLineStart = endsLine(isLineStart)
                if !isLineStart { keep(before) }
            case ">":
                keep(before)
                isLineStart = endsLine(isLineStart)
                parts.append(.part(tag))
            case "#", "^", "$", "<":
                let isAlone = endsLine(isLineStart)
                if !isAlone { keep(before) }
                let inner = try self.parts(until: tag, atLineStart: isAlone || sign == "<")
                parts.append(try part(sign, tag, inner))
                isLineStart = isAlone
            case "/":
                guard tag == name else { throw UnreadableTemplate(tag: tag) }
                if !endsLine(isLineStart) { keep(before) }
                return parts
            default:
                keep(before)
                parts.append(.value(try named(tag)))
                isLineStart = false
            }
        }
        guard name == nil else { throw UnreadableTemplate(tag: name ?? "") }
        return parts
    }

    private func part(_ sign: Character, _ tag: String, _ inner: [TemplatePart]) throws(UnreadableTemplate) -> TemplatePart {
        switch sign {
        case "#": return .section(try named(tag), inner)
        case "^": return .inverted(try named(tag), inner)
        case "$": return .place(tag, inner)
        default:
            var places: [String: [TemplatePart]] = [:]
            for case .place(let name, let parts) in inner { places[name] = parts }
            return .frame(tag, places)
        }
    }

    private func named(_ tag: String) throws(UnreadableTemplate) -> TemplateName {
        guard let name = TemplateName(tag) else { throw UnreadableTemplate(tag: tag) }
        return name
    }

    private enum End { case tag, line }

    /// Up to the next tag, behind whose braces it stops, or up to the end of the line, which it takes.
    private mutating func readText(from start: Int, indent: Int) -> (ArraySlice<UInt8>, End) {
        while position < source.count {
            if source[position] == Self.brace, position + 1 < source.count, source[position + 1] == Self.brace {
                defer { position += 2 }
                return (source[start..<position], .tag)
            }
            position += 1
            if source[position - 1] == Self.newline { break }
        }
        return (source[start..<position], .line)
    }

    /// The sign that says what a tag is, a space for none, and what stands behind it.
    private mutating func readTag() throws(UnreadableTemplate) -> (Character, String) {
        let start = position
        while position + 1 < source.count, source[position] != Self.closingBrace || source[position + 1] != Self.closingBrace { position += 1 }
        guard position + 1 < source.count else { throw UnreadableTemplate(tag: String(decoding: source[start...], as: UTF8.self)) }
        let text = String(decoding: source[start..<position], as: UTF8.self)
        position += 2
        guard let sign = text.first, "!>#^$</".contains(sign) else {
            let tag = String(text.filter { $0 != " " })
            guard let first = tag.first, first == "." || first.isLetter else { throw UnreadableTemplate(tag: text) }
            return (" ", tag)
        }
        return (sign, String(text.dropFirst().filter { $0 != " " }))
    }

    /// Whether a tag stood alone on its line: then the rest of the line is taken too.
    private mutating func endsLine(_ isLineStart: Bool) -> Bool {
        guard isLineStart else { return false }
        let rest = position
        skip(Self.isBlank)
        if position == source.count { return true }
        if source[position] == Self.newline {
            position += 1
            return true
        }
        position = rest
        return false
    }

    private mutating func skip(_ isSkipped: (UInt8) -> Bool) { while position < source.count, isSkipped(source[position]) { position += 1 } }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    private static let (brace, closingBrace, newline) = (UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\n"))
}

/// A template that is none, by the tag at which reading stopped.
struct UnreadableTemplate: Error { let tag: String }
