import ArgumentParser
import Foundation
import Server

/// `chatelaine disclosures`: who saw national numbers in full, for an auditor. The server may serve meanwhile.
struct DisclosuresCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disclosures", abstract: "List who saw national numbers in full: when, as what, where, whose and on which page, as CSV.",
        discussion: "People are named by their keys. What the server has shown within the last second may not be written yet. See docs/operations.md."
    )

    @Option(help: "Only in this entity: its enterprise number.") var entity: String?
    @Option(help: "Only what this person saw, or what was seen of them: a key, or a national number.") var person: String?
    @Option(help: "Only from this day on, such as 2026-03-02.") var since: String?
    @Flag(help: "List the demo's.") var demo = false
    @Option(help: .option("data")) var data: String?
    @Option(help: .option("database")) var database: String?
    @Option(help: .configurationFile) var config: String?

    func run() async throws {
        let options = try CommandOptions.read(["demo": demo.given, "data": data, "database": database], file: config)
        try await DisclosureReport(entity: entity, person: person, since: since, options).write(options) { print($0) }
    }
}
