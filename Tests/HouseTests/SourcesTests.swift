import Foundation
import Testing

@Suite struct SourcesTests {
    /// What may stop the program, or get round the compiler, and why. By file and text.
    private static let allowed: [String: String] = [
        "Sources/Sample/Literal.swift preconditionFailure": "a constant of the demo world that its type refuses: the first test meets it",
        "Sources/Storage/PostgreSQL/PostgreSQLSession.swift @unchecked": "libpq's connection, which the pool lends to one thread at a time",
        "Sources/Storage/PostgreSQL/PostgreSQLCancellation.swift @unchecked": "PQcancel is made to be called from any thread",
        "Sources/Server/Decisions/ReadWriteLock.swift @unchecked": "its value is read and changed under its lock only",
        "Sources/Web/Requests/Address.swift @unchecked": "nothing of an address changes, but a class that others are made of cannot say so",
        "Sources/Storage/SQLite/SQLiteCancellation.swift @unchecked": "sqlite3_interrupt is made to be called from any thread",
        "Sources/Storage/Copying/Handover.swift @unchecked": "all it holds is touched under its condition's lock only",
    ]

    @Test func `nothing stops the program or gets round the compiler`() {
        for source in Tree.sources {
            let found = source.code.matches(
                of:
                    /fatalError|preconditionFailure|precondition\b|assertionFailure|try!|as!|@unchecked|nonisolated\(unsafe\)|unsafeBitCast|@preconcurrency/
            )
            let left = found.map { String($0.output) }.filter { Self.allowed["\(source.path) \($0)"] == nil }
            #expect(left == [], "\(source.path)")
        }
    }

    @Test func `nothing is unwrapped by force`() {
        for source in Tree.sources {
            let forced = source.code.matches(of: /[A-Za-z0-9_)\]>?"]!(?![=A-Za-z(])/).map { String($0.output) }
            #expect(forced == [], "\(source.path)")
        }
    }

    @Test func `no catch is empty`() {
        for source in Tree.sources where source.code.contains(/catch[^{\n]*\{\s*\}/) { Issue.record("\(source.path) swallows an error") }
    }

    @Test func `every reason to allow something still stands`() {
        for entry in Self.allowed.keys {
            let (path, text) = (entry.prefix { $0 != " " }, entry.drop { $0 != " " }.dropFirst())
            #expect(Tree.sources.contains { $0.path == path && $0.code.contains(text) }, "\(entry)")
        }
    }

    @Test func `no file is longer than 250 lines`() {
        for source in Tree.sources + Tree.tests {
            let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(lines <= 250, "\(source.path): split it when it holds two subjects")
        }
    }

    /// The demo's own key is public (DESIGN §9); passwords of demo accounts stand in Sample.
    @Test func `no secret stands in the code`() {
        let known: Set = ["demo-decisions"]
        for source in Tree.sources where source.target != "Sample" {
            for literal in source.literals {
                let text = literal.pieces.joined()
                #expect(!text.contains("PRIVATE KEY-----"), "\(source.path)")
                #expect(text.wholeMatch(of: /[0-9a-fA-F]{32,}/) == nil, "\(source.path): \(text)")
                #expect(text.wholeMatch(of: /(?=.*[0-9])(?=.*[A-Z])(?=.*[a-z])[A-Za-z0-9+\/=_\-]{40,}/) == nil, "\(source.path): \(text)")
            }
            let given = source.text.matches(of: /(?i)(?:password|secret|token|bearer|apikey|decisionKey)[A-Za-z]*\s*(?::|=)\s*"([^"\\]{8,})"/)
            #expect(
                Set(given.map { String($0.output.1) }).subtracting(known).filter { !$0.contains(".") && !$0.contains(" ") } == [], "\(source.path)")
        }
    }

    /// People and numbers of the demo world stand in Sample, in tests, and where the demo says who to sign in as.
    @Test func `nobody of the demo world is named in the product`() {
        for source in Tree.sources where !["Sample", "Command"].contains(source.target) {
            let named = source.literals.filter { $0.text.contains(/Fontaine|Peeters|Vermeulen|Tournesol|0999999[0-9]{3}/) }
            #expect(named == [], "\(source.path)")
        }
    }
}
