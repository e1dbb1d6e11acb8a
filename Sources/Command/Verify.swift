import ArgumentParser
import Foundation
import Server
import Standards
import Storage

/// `chatelaine verify`: exit 0 when ledger, checkpoint and rows agree; 1 with the faults of the first check that finds any; 2 when they agree and something
/// could not be checked.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check ledger, checkpoint and rows against each other: exit 0; 1 with what is wrong; 2 when something could not be checked.")

    @Flag(help: "Verify the demo's data directory.") var demo = false
    @Option(help: .option("data")) var data: String?
    @Option(help: .option("database")) var database: String?
    @Option(help: "A checkpoint of this installation that was kept elsewhere, to hold the ledger against; may be repeated.") var against: [String] =
        []
    @Flag(help: "Hold decisions made in memory against the rows and acts as well; this needs the domains and applications.") var index = false
    @Option(help: "A YAML file with the domains and applications, for --index.") var catalogue: String?
    @Option(help: .configurationFile) var config: String?

    func run() async throws {
        let options = try CommandOptions.read(given, file: config)
        do {
            let head = try await Audit.verify(options, against: against.map { URL(filePath: $0) })
            print("The ledger holds \(head.size) acts, root \(head.root.base64). Ledger, checkpoint and rows agree.")
            for note in try Audit.notes(options) { print("NOTE: \(note).") }
            if index {
                let asked = try await Audit.verifyIndex(options, try CommandOptions.catalogue(options))
                print("The decision index agrees with rows and acts: \(asked) questions.")
            }
            let unchecked = Audit.unchecked(options)
            for what in unchecked { print("UNCHECKED: \(what).") }
            if !unchecked.isEmpty { throw ExitCode(2) }
        } catch let fault as CheckpointFault { throw Complaint("FAULT: \(fault).") } catch let fault as LedgerFault {
            throw Complaint("FAULT: \(fault).")
        } catch let fault as IndexDiscrepancy {
            throw Complaint("FAULT: \(fault).")
        } catch let foreign as ForeignSchema { throw Complaint("FAULT: \(foreign)") }
    }

    private var given: [String: String?] { ["demo": demo.given, "data": data, "database": database, "catalogue": catalogue] }
}
