import Foundation
import Testing

/// Who may know whom (DESIGN §3). The manifest enforces it between targets; here also what comes from outside.
@Suite struct WallsTests {
    private static let ours: Set = ["Rules", "DecisionIndex", "Standards", "Storage", "Sample", "Server", "Command"]

    private func imports(of target: String) -> Set<String> {
        let lines = /\bimport (?:struct |class |enum |protocol |func )?([A-Za-z0-9_]+)/
        return Set(Tree.sources.filter { $0.target == target }.flatMap { source in source.code.matches(of: lines).map { String($0.output.1) } })
    }

    @Test func `the rules import nothing but FoundationEssentials`() { #expect(imports(of: "Rules") == ["FoundationEssentials"]) }

    @Test func `the decision index imports nothing but FoundationEssentials and the rules`() {
        #expect(imports(of: "DecisionIndex") == ["FoundationEssentials", "Rules"])
    }

    @Test func `the standards know nothing of ours`() { #expect(imports(of: "Standards").intersection(Self.ours) == []) }

    @Test func `storage knows nothing of ours`() { #expect(imports(of: "Storage").intersection(Self.ours) == []) }

    @Test func `the demo world knows only the rules`() { #expect(imports(of: "Sample").intersection(Self.ours) == ["Rules"]) }

    @Test func `the server does not know the demo world`() { #expect(imports(of: "Server").intersection(["Sample", "Command"]) == []) }

    /// Whoever wants a decision asks `Server/Decisions`: what the index holds, and when it is to be read again, is known there alone.
    @Test func `only the folder of decisions knows the decision index`() {
        let knowing = Tree.sources.filter { $0.target != "DecisionIndex" && $0.code.contains("import DecisionIndex") }
        #expect(!knowing.isEmpty)
        for source in knowing { #expect(source.path.hasPrefix("Sources/Server/Decisions/"), "\(source.path)") }
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
        let allowed = ["Ledger/LedgerStore.swift", "Ledger/Plan.swift", "Registry/FoundWorld.swift", "Registry/WrittenWorld.swift"]
        #expect(recording.filter { path in !allowed.contains { path.hasSuffix("Server/\($0)") } } == [])
    }

    @Test func `forms with a summary are wizards`() {
        let steps = Tree.sources.filter { $0.target == "Server" && $0.code.contains(/\.shown\(\)|\.resuming\(/) }.map(\.path)
        #expect(steps.filter { !$0.hasSuffix("House/Steps.swift") } == ["Sources/Server/House/Wizard.swift"])
    }

    @Test func `nothing crosses a wall as public`() {
        for source in Tree.sources {
            let open = source.code.matches(of: /\n\s*(?:public|open) (?!import)[a-z]+ [A-Za-z]+/).map { String($0.output) }
            #expect(open == [], "\(source.path)")
        }
    }
}
