import Foundation
import Testing

@testable import Server
@testable import Web

/// Holds every template that a test renders against the model it was given: a tag that the model lacks would show as nothing at all (DESIGN §3).
enum TemplateInspection {
    static let inspect: @Sendable (String, [String: Any]) -> Void = { name, context in
        let missing = Template(name).missing(in: context)
        if !missing.isEmpty { Issue.record("template \(name) asks for \(missing.joined(separator: ", ")), which its model lacks") }
    }
}

/// The tags of a template file, as far as the inspection needs them.
struct Template {
    /// Shown wherever they stand: they must be there.
    private let shown: [[String]]
    /// What sections ask about: it may be absent.
    private let asked: Set<[String]>

    init(_ name: String) {
        let source = (try? String(contentsOf: Pages.bundled.appending(path: "Templates/\(name).mustache"), encoding: .utf8)) ?? ""
        shown = Self.paths(source.matches(of: /\{\{\s*([A-Za-z][A-Za-z0-9_.\-]*)\s*\}\}/).map(\.output.1))
        asked = Set(Self.paths(source.matches(of: /\{\{[#^]\s*(?:first\()?([A-Za-z][A-Za-z0-9_.\-]*)\)?\s*\}\}/).map(\.output.1)))
    }

    /// Names from the top of the context, `t.…`, `page.…` and `it.…`, that resolve to nothing; names inside sections may be the section's own.
    func missing(in context: [String: Any]) -> [String] {
        shown.filter { path in
            guard path.count > 1, ["t", "page", "it"].contains(path[0]) else { return false }
            let isAsked = path.indices.contains { asked.contains(Array(path[...$0])) }
            return !isAsked && !Self.resolves(path[...], in: context)
        }.map { $0.joined(separator: ".") }
    }

    private static func paths(_ names: [Substring]) -> [[String]] { names.map { $0.split(separator: ".").map(String.init) } }

    private static func resolves(_ path: ArraySlice<String>, in value: Any) -> Bool {
        guard let first = path.first else { return true }
        if let words = value as? Words { return !words[path.joined(separator: ".")[...]].isEmpty }
        switch Shown(value) {
        case .object(let members): return members[first].map { !isNothing($0) && resolves(path.dropFirst(), in: $0) } ?? false
        default: return true
        }
    }

    /// The words are no value that a template shows, and describing them all takes long.
    private static func isNothing(_ value: Any) -> Bool {
        if !(value is Words), case .nothing = Shown(value) { true } else { false }
    }
}
