import Foundation
import Server
import Web

/// Where texts are asked for.
enum TextUses {
    /// `{{t.users.title}}`, and what sections ask about.
    static let fromTemplates = Set(
        Tree.templates.flatMap { template in template.text.matches(of: /\{\{[#^]?\s*t\.([A-Za-z0-9_.\-]+)\s*\}\}/).map { String($0.output.1) } })

    private static let features = Set(TextsTests.texts.phrases.keys.compactMap { $0.split(separator: ".").first.map(String.init) })
    private static let server = Tree.sources.filter { ["Server", "Web"].contains($0.target) }
    private static let literals = Set(server.flatMap(\.literals))
    private static let plain = Set(literals.compactMap(\.plain))

    /// Whole keys in the code: `say("users.title")`. What other keys begin with, such as `texts: "users.form"`, is none.
    static let fromCode: Set<String> = {
        let keys = plain.filter { literal in
            literal.wholeMatch(of: /[A-Za-z]+(\.[A-Za-z0-9\-]+)+/) != nil && features.contains(String(literal.prefix { $0 != "." }))
        }
        return keys.filter { key in !prefixes.contains(key) && !files.contains(key.split(separator: ".").last.map(String.init) ?? "") }
    }()

    private static let branches = Set(
        TextsTests.texts.phrases.keys.flatMap { key -> [String] in
            let parts = key.split(separator: ".")
            return parts.indices.map { parts[..<$0].joined(separator: ".") }
        })
    private static let prefixes = plain.intersection(branches)
    private static let files: Set = ["svg", "js", "css", "db", "pem", "json", "yaml"]

    /// The labels of fields: `Fields(…, texts: "users.form")` and `fields.field("email")` in one file, when it has one such prefix only.
    static let fromFields = Set(
        server.flatMap { source -> [String] in
            let prefixes = Set(source.literals(after: "texts: "))
            guard prefixes.count == 1, let prefix = prefixes.first else { return [] }
            let names = source.text.matches(of: /fields\.(?:field|select|radios|checks|tick)\(\s*"([A-Za-z]+)"/).map { String($0.output.1) }
            return names.map { "\(prefix).\($0)" }
        })

    /// Names that an interpolation may put into a key: what the code writes as a literal or as a case.
    private static let words = plain.union(
        Tree.sources.flatMap { source in
            source.literals.compactMap(\.plain)
                + source.code.matches(of: /case ([A-Za-z][^\n:({]*)/).flatMap { cases in
                    cases.output.1.split(separator: ",").compactMap { $0.split(whereSeparator: { " .=".contains($0) }).first.map(String.init) }
                }
        })

    /// Keys with gaps: `"designation.letters.\(kind).subject"`; one that begins with a gap may begin with any prefix.
    private static let patterns: [[String]] = literals.map(\.pieces).filter { $0.count > 1 }.flatMap { pieces -> [[String]] in
        if let feature = pieces[0].split(separator: ".").first, features.contains(String(feature)) { return [pieces] }
        guard pieces[0].isEmpty, pieces[1].hasPrefix(".") else { return [] }
        return prefixes.map { [$0 + pieces[1]] + pieces.dropFirst(2) }
    }

    static func uses(_ key: String) -> Bool {
        // Chosen in its place by `Visit.say`.
        if key.hasSuffix(Texts.withoutContact), uses(String(key.dropLast(Texts.withoutContact.count))) { return true }
        return fromTemplates.contains(key) || CodeTextsTests.closed.contains { key.hasPrefix("\($0.prefix).") } || plain.contains(key)
            || patterns.contains { fills(key[...], $0[...]) }
    }

    /// Whether the gaps can be filled, each with a word of the code, so that the key comes out.
    private static func fills(_ key: Substring, _ pattern: ArraySlice<String>) -> Bool {
        guard let first = pattern.first, key.hasPrefix(first) else { return false }
        let rest = key.dropFirst(first.count)
        guard pattern.count > 1 else { return rest.isEmpty }
        return rest.indices.contains { end in
            let gap = rest[...end]
            return (words.contains(String(gap)) || gap.allSatisfy(\.isNumber)) && fills(rest[rest.index(after: end)...], pattern.dropFirst())
        }
    }
}
