import Foundation
import Testing
import Web

/// Names are the field's or the trade's; those of our own stand in the glossary.
@Suite struct NamesTests {
    private static let decisions = Tree.sources.filter { source in
        ["Sources/DecisionIndex/", "Sources/Rules/Decision/", "Sources/Server/Decisions/"].contains { source.path.hasPrefix($0) }
    }

    @Test func `names that were given up do not come back to decisions`() {
        let retired = /\b(?:DecisionDesk|WireDesk|Sought|Stranger|ReadMostly|OneAtATime|ShortWay|OwnActs|IndexAnswer|IndexLink|Decided|Verdict)\b/
        #expect(Self.decisions.count > 40)
        for source in Self.decisions { #expect(source.code.matches(of: retired).map { String($0.output) } == [], "\(source.path)") }
    }

    @Test func `no other type stands for a decision or a link of authority`() {
        let declared = Self.decisions.flatMap { source in
            source.code.matches(of: /\b(?:struct|class|enum|actor) ([A-Za-z]*(?:Decision|Answer|Verdict|Link))\b/).map { String($0.output.1) }
        }
        // Decision 0022 says why the index's own, the one told with its chain, and a page's link stay apart.
        #expect(declared.sorted() == ["AuthorityLink", "Decision", "ExplainedDecision", "IndexDecision", "Link"])
    }

    @Test func `every word of the code in the glossary is one of the code`() throws {
        let glossary = try String(contentsOf: Tree.root.appending(path: "docs/glossary.md"), encoding: .utf8)
        let section = try #require(glossary.components(separatedBy: "## Words of the code").dropFirst().first)
        let words = section.components(separatedBy: "\n## ")[0].matches(of: /(?m)^\| `([A-Za-z]+)` \|/).map { String($0.output.1) }
        #expect(words.count >= 10)
        for word in words {
            let declaration = try Regex("\\b(?:struct|class|enum|actor|protocol|func) \(word)\\b")
            #expect(Tree.sources.contains { $0.code.contains(declaration) }, "\(word)")
        }
    }
}
