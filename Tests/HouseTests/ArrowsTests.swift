import Foundation
import Testing

/// Which folder of the server may use which other (DESIGN §3): the one list, held against the sources. Every folder uses those above it in the list
/// only, so that no arrow leads back. An address is a feature's door, and everybody may link to it; nothing else of a feature's pages is anybody's.
@Suite struct ArrowsTests {
    /// The layers, the lowest first; in each line, what that folder uses.
    static let listed: [(folder: String, uses: Set<String>)] = [
        ("Schema", []),
        ("Limits", []),
        ("Registry", []),
        ("Delegation", ["Registry"]),
        ("Ledger", ["Registry", "Schema"]),
        ("Observability", ["Ledger", "Schema"]),
        ("Mail", ["Observability"]),
        ("Publishing", ["Ledger", "Mail", "Observability"]),
        ("People", ["Delegation", "Ledger"]),
        ("Sessions", ["People"]),
        ("RegisterImport", ["Ledger", "People", "Registry"]),
        ("Founding", ["Ledger", "People", "Registry"]),
        ("Decisions", ["Delegation", "Ledger", "Observability", "People", "Registry"]),
        ("Operations", ["Delegation", "Ledger", "Mail", "People", "Registry", "Sessions"]),
        ("Access", ["Decisions", "Delegation", "Ledger", "Observability", "Operations", "People", "Registry", "Sessions"]),
        ("Portal", ["Access"]),
        ("Witnessing", ["Access"]),
        ("Monitoring", ["Access", "Ledger", "Mail", "Observability", "Schema"]),
        ("DecisionAPI", ["Access", "Observability"]),
        ("Users", ["Access", "Decisions", "Delegation", "Ledger", "Mail", "Observability", "Operations", "People", "Registry"]),
        ("Entities", ["Access", "Decisions", "Delegation", "Mail", "Operations", "People", "Registry", "Users"]),
        ("Qualities", ["Access", "Decisions", "Delegation", "Entities", "Operations", "People", "Registry", "Users"]),
        ("SignIn", ["Access", "Delegation", "Entities", "Mail", "Operations", "People", "Registry", "Sessions"]),
        ("OwnData", ["Access", "Decisions", "Delegation", "Entities", "Mail", "Operations", "People", "Registry", "Sessions", "SignIn", "Users"]),
        ("History", ["Access", "Decisions", "Delegation", "Ledger", "OwnData", "People", "Registry", "Users"]),
        ("Designation", ["Access", "Decisions", "Delegation", "Entities", "Ledger", "Mail", "Operations", "OwnData", "Registry", "Users"]),
        (
            "composition",
            [
                "Access", "DecisionAPI", "Designation", "Entities", "History", "Ledger", "Monitoring", "OwnData", "Portal", "Qualities", "SignIn",
                "Users",
                "Witnessing",
            ]
        ),
        ("Demo", ["Ledger"]),
        (
            "Installation",
            [
                "Access", "Decisions", "Demo", "Founding", "Ledger", "Mail", "Observability", "OwnData", "People", "Publishing", "RegisterImport",
                "Registry",
                "Schema",
                "SignIn",
                "composition",
            ]
        ),
        ("Backup", ["Installation", "Ledger", "People", "Registry", "Schema", "Sessions"]),
    ]

    /// Lists of the composition that the layer below runs through, and where.
    private static let compositionLists: [String: Set<String>] = ["Projections": ["Ledger", "Schema"], "Features": ["Access", "OwnData"]]

    @Test func `no folder uses one that is not listed for it`() {
        for arrow in Arrows.found where !Self.allows(arrow) {
            Issue.record("\(arrow.from) uses \(arrow.to): \(arrow.reasons.sorted().joined(separator: ", "))")
        }
    }

    @Test func `no arrow is listed that nobody needs`() {
        let found = Set(Arrows.found.map { "\($0.from) → \($0.to)" })
        for (folder, uses) in Self.listed { for other in uses { #expect(found.contains("\(folder) → \(other)")) } }
    }

    @Test func `no arrow leads back`() {
        var known: Set<String> = []
        for (folder, uses) in Self.listed {
            #expect(uses.isSubset(of: known), "\(folder)")
            known.insert(folder)
        }
        #expect(known == Set(Arrows.folders))
    }

    private static func allows(_ arrow: Arrows.Arrow) -> Bool {
        if arrow.to == Arrows.composition, arrow.names.allSatisfy({ compositionLists[$0]?.contains(arrow.from) == true }) { return true }
        return listed.first { $0.folder == arrow.from }?.uses.contains(arrow.to) == true
    }
}

/// What the sources of the server name of each other: types, and the members that a folder adds to what all share.
private enum Arrows {
    struct Arrow {
        let from: String
        let to: String
        /// What is named, and in which files.
        var names: Set<String>
        var reasons: Set<String>
    }

    /// Files that stand in no folder: what puts the server together.
    static let composition = "composition"

    private static let sources = Tree.sources.filter { $0.target == "Server" }.map(Source.init)
    static let folders = Set(sources.map(\.folder)).sorted()

    /// Each type, and each member of what all share (`visit.…`, `tx.…`, `house.…`), by the folder that declares it; not what several declare.
    private static let owners: [String: String] = {
        var owners: [String: Set<String>] = [:]
        for source in sources { for name in source.declared { owners[name, default: []].insert(source.folder) } }
        return owners.compactMapValues { $0.count == 1 ? $0.first : nil }
    }()

    static let found: [Arrow] = {
        var arrows: [String: Arrow] = [:]
        for source in sources {
            for name in source.named {
                guard let owner = owners[name], owner != source.folder else { continue }
                let file = source.path.split(separator: "/").last.map(String.init) ?? ""
                arrows["\(source.folder) → \(owner)", default: Arrow(from: source.folder, to: owner, names: [], reasons: [])].names.insert(name)
                arrows["\(source.folder) → \(owner)"]?.reasons.insert("\(name) in \(file)")
            }
        }
        return arrows.values.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    }()

    /// A file, read word by word.
    private struct Source {
        let path: String
        let folder: String
        /// What others may name: `Visit`, `visit.say`.
        private(set) var declared: Set<String> = []
        /// What stands for something of this file, whatever others call so.
        private var own: Set<String> = []
        /// What it names of others.
        private(set) var named: Set<String> = []

        private static let shared = ["Visit": "visit", "Transaction": "tx", "House": "house"]
        private static let types: Set = ["struct", "enum", "class", "actor", "protocol", "typealias"]
        private static let members: Set = ["func", "var", "let"]

        init(_ source: SwiftSource) {
            path = source.path
            let below = source.path.split(separator: "/").dropFirst(2)
            folder = below.count > 1 ? String(below[below.startIndex]) : Arrows.composition
            var words = Words(source.code)
            /// Of the declaration at the left edge that the word stands in.
            var inside: String?
            var (last, isPrivate) = (Word(text: "", depth: 0, afterDot: false, calls: false), false)
            while let word = words.next() {
                if word.depth == 0, Self.types.contains(last.text) || last.text == "extension" { inside = Self.shared[word.text] }
                if Self.types.contains(last.text) { declare(word.text, isForOthers: word.depth == 0 && !isPrivate) }
                if let inside, Self.members.contains(last.text) { declare("\(inside).\(word.text)", isForOthers: word.depth == 1 && !isPrivate) }
                if word.text.first?.isUppercase == true, !word.afterDot { named.insert(word.text) }
                if word.afterDot, Self.shared.values.contains(last.text) { named.insert("\(last.text).\(word.text)") }
                // In an extension nothing stands before the name.
                if let inside, word.calls, !word.afterDot, word.depth > 0 { named.insert("\(inside).\(word.text)") }
                if ["private", "fileprivate"].contains(word.text) { isPrivate = true }
                if Self.types.contains(last.text) || Self.members.contains(last.text) || last.text == "extension" { isPrivate = false }
                last = word
            }
            named.subtract(own)
        }

        private mutating func declare(_ name: String, isForOthers: Bool) {
            own.insert(name)
            if isForOthers { declared.insert(name) }
        }
    }

    private struct Word {
        let text: String
        /// How many braces are open around it.
        let depth: Int
        let afterDot: Bool
        /// A round bracket follows.
        let calls: Bool
    }

    private struct Words: IteratorProtocol {
        private let code: [UInt8]
        private var (at, depth) = (0, 0)

        init(_ code: String) { self.code = Array(code.utf8) }

        mutating func next() -> Word? {
            while at < code.count, !Self.isWord(code[at]) {
                if code[at] == UInt8(ascii: "{") { depth += 1 } else if code[at] == UInt8(ascii: "}") { depth -= 1 }
                at += 1
            }
            guard at < code.count else { return nil }
            let start = at
            while at < code.count, Self.isWord(code[at]) { at += 1 }
            return Word(
                text: String(decoding: code[start..<at], as: UTF8.self), depth: depth, afterDot: start > 0 && code[start - 1] == UInt8(ascii: "."),
                calls: at < code.count && code[at] == UInt8(ascii: "("))
        }

        private static func isWord(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}
