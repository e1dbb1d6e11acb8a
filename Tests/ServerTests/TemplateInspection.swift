import Foundation
import Testing

@testable import Server

/// Holds every template that a test renders against the model it was given: a tag that the model lacks would show as nothing at all (DESIGN §3).
enum TemplateInspection {
    static let inspect: @Sendable (String, [String: Any]) -> Void = { name, context in
        for missing in Template.missing(in: name, context) { Issue.record("template \(name) asks for {{\(missing)}}, which its model lacks") }
    }
}

/// The tags of a template file, as far as the inspection needs them.
enum Template {
    /// Names used at the top of a template, `t.…`, `page.…` and `it.…`, that resolve to nothing. Names inside sections may be the section's own.
    static func missing(in name: String, _ context: [String: Any]) -> [String] {
        names(in: name).filter { path in
            guard let first = path.first, ["t", "page", "it"].contains(first), path.count > 1 else { return false }
            return !resolves(path[...], in: context)
        }.map { $0.joined(separator: ".") }
    }

    static func names(in name: String) -> [[String]] {
        guard let source = try? String(contentsOf: Pages.bundled.appending(path: "Templates/\(name).mustache"), encoding: .utf8) else { return [] }
        return source.matches(of: /\{\{[#^&{]?\s*([A-Za-z][A-Za-z0-9_.\-]*)\s*\}?\}\}/).map { $0.output.1.split(separator: ".").map(String.init) }
    }

    private static func resolves(_ path: ArraySlice<String>, in value: Any) -> Bool {
        guard let first = path.first else { return true }
        // Frame members that are there only sometimes: nobody signed in, nothing just happened, nobody acting.
        if ["visitor", "acting", "notice"].contains(first) { return true }
        if let words = value as? Words { return words.child(named: first).map { resolves(path.dropFirst(), in: $0) } ?? false }
        guard let members = value as? [String: Any] else { return true }
        guard let member = members[first] else { return false }
        return resolves(path.dropFirst(), in: member)
    }
}
