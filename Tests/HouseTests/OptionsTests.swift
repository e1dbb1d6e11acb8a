import Foundation
import Server
import Testing

/// What documents and `--help` say of options is what is read.
@Suite struct OptionsTests {
    private static let operations = Result {
        try String(contentsOf: Tree.root.appending(path: "docs/operations.md"), encoding: .utf8)
    }

    @Test func `docs/operations.md lists every option as it is declared, and no other`() throws {
        let lines = try Self.operations.get().split(separator: "\n").map(String.init)
        let start = try #require(lines.firstIndex { $0.hasPrefix("| in the file | environment | flag |") })
        let rows = lines[(start + 2)...].prefix { $0.hasPrefix("|") }
        #expect(Array(rows) == OptionTable.all.map(\.row))
    }

    @Test func `names, variables and flags are each used once`() {
        for names in [OptionTable.all.map(\.name), OptionTable.all.map(\.variable), OptionTable.all.compactMap(\.flag)] {
            #expect(Set(names).count == names.count)
        }
    }

    @Test func `the options of the command line are those of the table`() throws {
        let serve = try String(contentsOf: Tree.root.appending(path: "Sources/Command/Serve.swift"), encoding: .utf8)
        for option in OptionTable.all where option.flag != nil {
            let isGiven = serve.contains("\"\(option.name)\": ")
            #expect(isGiven, "\(option.name) is not read from the command line")
        }
    }
}
