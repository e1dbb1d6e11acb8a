package import Foundation
package import Rules
import Yams

/// Every sentence of the product, in four languages. One YAML file a feature; the file's name is the first part of its keys.
package struct Texts: Sendable {
    package enum Phrase: Hashable, Sendable {
        case plain(String)
        /// Chosen by `{count}`.
        case plural(one: String, other: String)
    }

    /// By key, then language.
    package let phrases: [String: [Language: Phrase]]
    /// The same, nested by the parts of the key, for templates: `{{t.users.title}}`.
    package let nested: [Language: Words]
    /// The installation's time zone, in which dates are told.
    package let zone: Zone

    package init(directory: URL, zone: Zone = .brussels) throws {
        self.zone = zone
        let files = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil).filter { $0.pathExtension == "yaml" }
        var phrases: [String: [Language: Phrase]] = [:]
        for file in files {
            let content = try String(contentsOf: file, encoding: .utf8)
            try Self.collect(Yams.compose(yaml: content), under: file.deletingPathExtension().lastPathComponent, into: &phrases)
        }
        self.phrases = phrases
        nested = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, Self.nest(phrases, in: $0)) })
    }

    /// The sentence with its placeholders filled in. A key nobody wrote shows itself, in brackets; HouseTests find it first.
    package func say(_ key: String, _ values: [String: String] = [:], in language: Language) -> String {
        guard let phrase = phrases[key]?[language] else { return "[\(key)]" }
        let text =
            switch phrase {
            case .plain(let text): text
            case .plural(let one, let other): Self.isOne(values["count"], in: language) ? one : other
            }
        return values.isEmpty ? text : Self.fill(text, with: values)
    }

    /// What is said instead where there is no contact centre to call.
    package func withoutContact(_ key: String) -> String {
        let other = key + Self.withoutContact
        return phrases[other] == nil ? key : other
    }

    /// How the keys of such sentences end.
    package static let withoutContact = "WithoutContact"

    /// Every `{name}` with a value makes place for it.
    private static func fill(_ text: String, with values: [String: String]) -> String {
        var (filled, rest): ([UInt8], _) = ([], Array(text.utf8)[...])
        while let opening = rest.firstIndex(of: UInt8(ascii: "{")), let closing = rest[opening...].firstIndex(of: UInt8(ascii: "}")) {
            filled += rest[..<opening]
            let name = String(decoding: rest[(opening + 1)..<closing], as: UTF8.self)
            if let value = values[name] { filled += value.utf8 } else { filled += rest[opening...closing] }
            rest = rest[(closing + 1)...]
        }
        return String(decoding: filled + rest, as: UTF8.self)
    }

    /// French counts nought and one alike; the others only one.
    private static func isOne(_ count: String?, in language: Language) -> Bool { count == "1" || (count == "0" && language == .fr) }

    private static func collect(_ node: Node?, under key: String, into phrases: inout [String: [Language: Phrase]]) throws {
        let branch = try branch(node, key)
        let languages = Set(Language.allCases.map(\.rawValue))
        guard Set(branch.map(\.name)).isSubset(of: languages), !branch.isEmpty else {
            for (name, child) in branch { try collect(child, under: "\(key).\(name)", into: &phrases) }
            return
        }
        for (name, value) in branch {
            guard let language = Language(rawValue: name), let phrase = phrase(value, in: language) else { throw UnreadableTexts(key: key) }
            phrases[key, default: [:]][language] = phrase
        }
    }

    private static func branch(_ node: Node?, _ key: String) throws -> [(name: String, value: Node)] {
        guard let mapping = node?.mapping else { throw UnreadableTexts(key: key) }
        return try mapping.map { name, value in
            guard let name = name.string else { throw UnreadableTexts(key: key) }
            return (name, value)
        }
    }

    private static func phrase(_ value: Node, in language: Language) -> Phrase? {
        if let text = value.string { return .plain(typeset(text, in: language)) }
        guard let one = value["one"]?.string, let other = value["other"]?.string else { return nil }
        return .plural(one: typeset(one, in: language), other: typeset(other, in: language))
    }

    /// French puts a space before `: ; ? !` and inside « », a narrow one before `; ? !`; a line must not break there.
    private static func typeset(_ text: String, in language: Language) -> String {
        guard language == .fr else { return text }
        var text = text.replacingOccurrences(of: "« ", with: "«\u{A0}")
        for mark in [":", "»"] { text = text.replacingOccurrences(of: " \(mark)", with: "\u{A0}\(mark)") }
        for mark in [";", "?", "!"] { text = text.replacingOccurrences(of: " \(mark)", with: "\u{202F}\(mark)") }
        return text
    }

    private static func nest(_ phrases: [String: [Language: Phrase]], in language: Language) -> Words {
        var root = Words.branch([:])
        for (key, translations) in phrases {
            guard case .plain(let text) = translations[language] else { continue }
            root.insert(text, at: key.split(separator: ".").map(String.init)[...])
        }
        return root
    }
}

/// The sentences of one language, nested by the parts of their keys, as templates read them.
package enum Words: Sendable {
    case text(String)
    case branch([String: Words])

    /// The sentence under a key; empty when there is none.
    subscript(_ key: Substring) -> String {
        var found = self
        for name in key.split(separator: ".") {
            guard case .branch(let children) = found, let child = children[String(name)] else { return "" }
            found = child
        }
        if case .text(let text) = found { return text }
        return ""
    }

    mutating func insert(_ text: String, at path: ArraySlice<String>) {
        guard let first = path.first else {
            self = .text(text)
            return
        }
        guard case .branch(var children) = self else { return }
        children[first, default: .branch([:])].insert(text, at: path.dropFirst())
        self = .branch(children)
    }
}

/// A texts file that is not keys over fr, nl, de, en.
package struct UnreadableTexts: Error { package let key: String }
