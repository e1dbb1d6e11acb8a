import ArgumentParser
import Foundation
import Server

/// `chatelaine vouch`: takes over an installation of an earlier version, once.
struct Vouch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Vouch for the rows of an installation that an earlier version made: once, and with no server running.",
        discussion: """
            Earlier versions gave rows no codes, so nothing tells who wrote them. This checks the ledger and everything that it says, and gives a code \
            to every row that has none: from then on a row that somebody else writes gives nothing. What the rows say now is believed; look at it first. \
            See docs/operations.md.
            """)

    @Flag(help: "Vouch for the demo's data directory.") var demo = false
    @Option(help: .option("data")) var data: String?
    @Option(help: .option("database")) var database: String?
    @Option(help: .configurationFile) var config: String?

    func run() async throws {
        let options = try CommandOptions.read(given, file: config)
        do {
            let counts = try await Vouching(options).run()
            print("The ledger and what it says of rows agree. Vouched for, as they are now:")
            for (table, rows) in counts { print("  \(table): \(rows) rows") }
        } catch let fault as LedgerFault { throw Complaint("FAULT: \(fault). Nothing was vouched for.") }
    }

    private var given: [String: String?] { ["demo": demo.given, "data": data, "database": database] }
}
