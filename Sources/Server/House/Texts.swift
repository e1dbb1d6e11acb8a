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
    package let nested: [Language: [String: any Sendable]]

    package init(directory: URL) throws {
        let files = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil).filter { $0.pathExtension == "yaml" }
        var phrases: [String: [Language: Phrase]] = [:]
        for file in files {
            let content = try String(contentsOf: file, encoding: .utf8)
            try Self.collect(Yams.load(yaml: content), under: file.deletingPathExtension().lastPathComponent, into: &phrases)
        }
        self.phrases = phrases
        nested = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, Self.nest(phrases, in: $0)) })
    }

    /// The sentence with its placeholders filled in. A key nobody wrote shows itself, in brackets; HouseTests find it first.
    package func say(_ key: String, _ values: [String: String] = [:], in language: Language) -> String {
        guard let phrase = phrases[key]?[language] else { return "[\(key)]" }
        var text =
            switch phrase {
            case .plain(let text): text
            case .plural(let one, let other): Self.isOne(values["count"], in: language) ? one : other
            }
        for (name, value) in values { text = text.replacingOccurrences(of: "{\(name)}", with: value) }
        return text
    }

    /// French counts nought and one alike; the others only one.
    private static func isOne(_ count: String?, in language: Language) -> Bool { count == "1" || (count == "0" && language == .fr) }

    private static func collect(_ node: Any?, under key: String, into phrases: inout [String: [Language: Phrase]]) throws {
        guard let branch = node as? [String: Any] else { throw UnreadableTexts(key: key) }
        let languages = Set(Language.allCases.map(\.rawValue))
        guard Set(branch.keys).isSubset(of: languages), !branch.isEmpty else {
            for (name, child) in branch { try collect(child, under: "\(key).\(name)", into: &phrases) }
            return
        }
        for (name, value) in branch {
            guard let language = Language(rawValue: name), let phrase = phrase(value) else { throw UnreadableTexts(key: key) }
            phrases[key, default: [:]][language] = phrase
        }
    }

    private static func phrase(_ value: Any) -> Phrase? {
        if let text = value as? String { return .plain(text) }
        guard let forms = value as? [String: String], let one = forms["one"], let other = forms["other"] else { return nil }
        return .plural(one: one, other: other)
    }

    private static func nest(_ phrases: [String: [Language: Phrase]], in language: Language) -> [String: any Sendable] {
        let root = Branch()
        for (key, translations) in phrases {
            guard case .plain(let text) = translations[language] else { continue }
            root.insert(text, at: key.split(separator: ".").map(String.init)[...])
        }
        return root.dictionary
    }

    private final class Branch {
        var leaves: [String: String] = [:]
        var branches: [String: Branch] = [:]

        func insert(_ text: String, at path: ArraySlice<String>) {
            guard let first = path.first else { return }
            if path.count == 1 { leaves[first] = text } else { branches[first, default: Branch()].insert(text, at: path.dropFirst()) }
        }

        var dictionary: [String: any Sendable] {
            var all: [String: any Sendable] = leaves
            for (name, branch) in branches { all[name] = branch.dictionary }
            return all
        }
    }
}

/// A texts file that is not keys over fr, nl, de, en.
package struct UnreadableTexts: Error { package let key: String }
