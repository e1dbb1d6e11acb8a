import Foundation
import Rules
import Server
import Standards
import Testing
import Web

/// Whatever the code names by a code is said in `Texts`, in four languages; and nothing is said of codes that are no more.
@Suite struct CodeTextsTests {
    /// A closed list of codes, and where each has its sentences.
    struct Family: Sendable, CustomTestStringConvertible {
        let prefix: String
        let codes: Set<String>
        /// What follows the code, when it has more than one sentence.
        var parts = [""]
        /// Keys under the same prefix that belong to others.
        var others: Set<String> = []
        /// Whether the list names every code there is; otherwise only those written out beside a call.
        var isClosed = true
        var testDescription: String { prefix }
    }

    static let families = [
        Family(prefix: "refusals", codes: Set(Refusal.allCodes), parts: [".why", ".remedy"]),
        Family(prefix: "acts", codes: Set(ActCode.allCases.map(\.rawValue))),
        Family(prefix: "history.acts", codes: Set(ActCode.allCases.map(\.rawValue))),
        Family(prefix: "history.views.pages", codes: Set(Disclosure.Page.allCases.map(\.rawValue))),
        Family(prefix: "powers", codes: Set(Power.allCases.map(\.rawValue))),
        Family(prefix: "roles.short", codes: Set(Role.allCases.map(\.rawValue))),
        Family(prefix: "roles", codes: Set(Role.allCases.map(\.rawValue)), others: Set(Role.allCases.map { "short.\($0.rawValue)" })),
        Family(prefix: "decisions", codes: Set(DecisionReason.allCases.map(\.rawValue))),
        Family(prefix: "functions", codes: Set(FunctionKind.allCases.map(\.rawValue))),
        Family(prefix: "blockReasons", codes: Set(BlockReason.allCases.map(\.rawValue))),
        Family(prefix: "helpers", codes: Set(Helper.allCodes)),
        Family(prefix: "cards", codes: Set(EIDRefusal.allCases.map(\.rawValue)).union(["noCard", "unreadableName"])),
        Family(prefix: "passwords", codes: Set(PasswordRule.Condition.codes)),
        Family(prefix: "titles", codes: Set(PersonTitle.allCases.map(\.rawValue))),
        Family(prefix: "identifiers", codes: Set(DomainIdentifier.Kind.allCases.map(\.rawValue))),
        Family(prefix: "statuses", codes: ["active", "blocked"]),
        Family(prefix: "notices", codes: notices, isClosed: false),
        Family(prefix: "invalid", codes: Set(InvalidIdentifier.allCodes).union(invalid), isClosed: false),
        Family(prefix: "invalid.certificate", codes: Set(CertificateRefusal.allCases.map(\.rawValue)).union(["none"])),
        Family(prefix: "problems", codes: problems.union(TooOften.Kind.allCases.map(\.rawValue)), parts: [".title", ".text", ".remedy"]),
    ]

    static let closed = families.filter(\.isClosed)

    /// Told after a redirect.
    static let notices = Set(Tree.sources.flatMap { $0.literals(after: "notice: ") + $0.literals(after: "Notice(") })

    /// What is wrong with a field, beyond what identifiers say themselves.
    static let invalid = Set(
        Tree.sources.flatMap { source in
            source.text.matches(of: /(?:\.add\(|Invalid\(\.init\(|Invalid\.Problem\()\s*(?:"[A-Za-z]+"|[a-z]+), "([A-Za-z]+)"/).map {
                String($0.output.1)
            }
                + source.text.matches(of: /isEmpty \? "([A-Za-z]+)" : "([A-Za-z]+)"\)/).flatMap { [String($0.output.1), String($0.output.2)] }
        })

    /// Each error says its own.
    static let problems = Set(Tree.sources.flatMap { $0.literals(after: "ProblemReport(") })

    @Test(arguments: families)
    func `every code is said, and nothing else`(_ family: Family) {
        let keys = Set(
            TextsTests.texts.phrases.keys.filter { $0.hasPrefix("\(family.prefix).") && !$0.hasSuffix(Texts.withoutContact) }.map {
                String($0.dropFirst(family.prefix.count + 1))
            })
        let expected = Set(family.codes.flatMap { code in family.parts.map { "\(code)\($0)" } })
        #expect(!expected.isEmpty)
        #expect(expected.subtracting(keys).sorted() == [], "not said under \(family.prefix)")
        guard family.isClosed else { return }
        #expect(keys.subtracting(expected).subtracting(family.others).sorted() == [], "said under \(family.prefix), but no code")
    }

    @Test func `every refusal stands in the list of codes`() throws {
        let source = try #require(Tree.sources.first { $0.path.hasSuffix("Delegation/Refusal.swift") })
        let body = source.code.prefix(upTo: try #require(source.code.range(of: "package var code")).lowerBound)
        #expect(Set(body.matches(of: /case ([a-zA-Z]+)/).map { String($0.output.1) }) == Set(Refusal.allCodes))
    }

    @Test func `every misprint of an identifier stands in the list of codes`() throws {
        let source = try #require(Tree.sources.first { $0.path.hasSuffix("Identifiers/InvalidIdentifier.swift") })
        let body = source.code.prefix(upTo: try #require(source.code.range(of: "package var code")).lowerBound)
        #expect(Set(body.matches(of: /case ([a-zA-Z]+)/).map { String($0.output.1) }) == Set(InvalidIdentifier.allCodes))
    }
}
