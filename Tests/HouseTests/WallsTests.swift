import Foundation
import Testing
import Web

/// Who may know whom (DESIGN §3). The manifest enforces it between targets; here also what comes from outside.
@Suite struct WallsTests {
    private static let ours: Set = ["Rules", "DecisionIndex", "Standards", "Storage", "Sample", "Web", "Server", "Command"]

    private func imports(of target: String) -> Set<String> {
        let lines = /\bimport (?:struct |class |enum |protocol |func )?([A-Za-z0-9_]+)/
        return Set(Tree.sources.filter { $0.target == target }.flatMap { source in source.code.matches(of: lines).map { String($0.output.1) } })
    }

    @Test func `the rules import nothing but FoundationEssentials`() { #expect(imports(of: "Rules") == ["FoundationEssentials"]) }

    @Test func `the decision index imports nothing but FoundationEssentials and the rules`() {
        #expect(imports(of: "DecisionIndex") == ["FoundationEssentials", "Rules"])
    }

    @Test func `the standards know nothing of ours`() { #expect(imports(of: "Standards").intersection(Self.ours) == []) }

    @Test func `storage knows nothing of ours but the standards`() { #expect(imports(of: "Storage").intersection(Self.ours) == ["Standards"]) }

    @Test func `the web kit knows the rules, the standards, and nothing else of ours`() throws {
        #expect(imports(of: "Web").intersection(Self.ours) == ["Rules", "Standards"])
        let manifest = try String(contentsOf: Tree.root.appending(path: "Package.swift"), encoding: .utf8)
        let target = try #require(manifest.components(separatedBy: "name: \"Web\",").dropFirst().first?.components(separatedBy: ".target(").first)
        let arrows = target.matches(of: /"([A-Za-z]+)"[,\]]/).map { String($0.output.1) }.filter(Self.ours.contains)
        #expect(arrows == ["Rules", "Standards"])
    }

    /// Decision 0024 says why these.
    @Test func `of the rules and the standards the web kit names few`() {
        let allowed: Set = ["Language", "InvalidIdentifier", "ProblemDetails"]
        let theirs = Set(
            Tree.sources.filter { ["Rules", "Standards"].contains($0.target) }.flatMap { source in
                source.code.matches(of: /\b(?:struct|class|enum|actor|protocol|typealias) ([A-Z][A-Za-z]*)/).map { String($0.output.1) }
            })
        let own = Set(
            Tree.sources.filter { $0.target == "Web" }.flatMap { source in
                // Also what stands for a type in a generic declaration.
                source.code.matches(of: /(?:\b(?:struct|class|enum|actor|protocol|typealias|case|each) |<)([A-Z][A-Za-z]*)/).map {
                    String($0.output.1)
                }
            })
        for source in Tree.sources where source.target == "Web" {
            let named = Set(source.code.matches(of: /\b[A-Z][A-Za-z]*\b/).map { String($0.output) })
            #expect(named.intersection(theirs).subtracting(own).subtracting(allowed).sorted() == [], "\(source.path)")
        }
    }

    /// No address, no template and no sentence but those that any form, day or problem needs.
    @Test func `the web kit names no feature`() {
        let general: Set = ["formats", "invalid", "problems"]
        let features = Set(TextsTests.texts.phrases.keys.compactMap { $0.split(separator: ".").first.map(String.init) }).subtracting(general)
        for source in Tree.sources where source.target == "Web" {
            let keys = source.literals.filter { literal in
                literal.text.contains(".") && literal.text.split(separator: ".").first.map { features.contains(String($0)) } == true
            }
            #expect(keys == [], "\(source.path)")
            let templates = Set(Tree.templates.map(\.name))
            #expect(source.literals.filter { templates.contains($0.text) } == [], "\(source.path)")
            #expect(!source.code.contains(/static let [a-z][A-Za-z]*: Address\b/), "\(source.path)")
        }
    }

    @Test func `the demo world knows only the rules`() { #expect(imports(of: "Sample").intersection(Self.ours) == ["Rules"]) }

    @Test func `the server does not know the demo world`() { #expect(imports(of: "Server").intersection(["Sample", "Command"]) == []) }

    /// Whoever wants a decision asks `Server/Decisions`: what the index holds, and when it is to be read again, is known there alone.
    @Test func `only the folder of decisions knows the decision index`() {
        let knowing = Tree.sources.filter { $0.target != "DecisionIndex" && $0.code.contains("import DecisionIndex") }
        #expect(!knowing.isEmpty)
        for source in knowing { #expect(source.path.hasPrefix("Sources/Server/Decision"), "\(source.path)") }
    }

    @Test func `only storage knows the engine`() {
        for target in Self.ours.subtracting(["Storage"]) { #expect(!imports(of: target).contains("GRDB"), "\(target)") }
    }

    /// An operation is asked by pages, interfaces and imports alike (DESIGN §3).
    @Test func `operations know no request`() {
        let operations = Tree.sources.filter { $0.target == "Server" && $0.code.contains(/struct [A-Za-z]+: Operation \{/) }
        #expect(operations.count > 15)
        for source in operations {
            #expect(!source.code.contains(/\bVisit\b|\bimport Hummingbird\b|\bResponse\b/), "\(source.path)")
        }
    }

    @Test func `acts are recorded by carrying out a plan, and by nothing else`() {
        let recording = Tree.sources.filter { $0.target == "Server" && $0.code.contains(/\btry (?:tx\.|self\.)?enact\(/) }.map(\.path)
        let allowed = [
            "Ledger/LedgerStore.swift", "Operations/Plan.swift", "Founding/FoundWorld.swift", "Founding/WrittenWorld.swift",
            // Acts of the installation: they tell of rows, and open and close none.
            "Ledger/KeptInActs.swift",
        ]
        #expect(recording.filter { path in !allowed.contains { path.hasSuffix("Server/\($0)") } } == [])
    }

    @Test func `forms with a summary are wizards`() {
        let steps = Tree.sources.filter { $0.target == "Server" && $0.code.contains(/\.shown\(\)|\.resuming\(/) }.map(\.path)
        #expect(steps.filter { !$0.hasSuffix("Pages/Steps.swift") } == ["Sources/Server/Access/Pages/Wizard.swift"])
    }

    @Test func `nothing crosses a wall as public`() {
        for source in Tree.sources {
            let open = source.code.matches(of: /\n\s*(?:public|open) (?!import)[a-z]+ [A-Za-z]+/).map { String($0.output) }
            #expect(open == [], "\(source.path)")
        }
    }
}
