import ArgumentParser
import Configuration
import Foundation
import Server
import Standards

/// `chatelaine verify`: exit 0 when ledger, checkpoint and rows agree; 1 with the first fault.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check ledger, checkpoint and rows against each other: exit 0, or 1 with the first fault.")

    @Flag(help: "Verify the demo's data directory.") var demo = false
    @Option(help: "The data directory.") var data: String?
    @Option(help: "The database: sqlite:PATH or postgres://USER@HOST/DATABASE.") var database: String?
    @Flag(help: "Hold decisions made in memory against the rows and acts as well; this needs the domains and applications.") var index = false
    @Option(help: "A YAML file with the domains and applications, for --index.") var catalogue: String?
    @Option(help: "A YAML file with any of these options; see docs/operations.md.") var config: String?

    func run() async throws {
        let options = try Options(try await Settled.reader(given, file: config))
        do {
            let head = try await Audit.verify(options)
            print("The ledger holds \(head.size) acts, root \(head.root.base64). Ledger, checkpoint and rows agree.")
            guard index else { return }
            let asked = try await Audit.verifyIndex(options, try Settled.catalogue(options))
            print("The decision index agrees with rows and acts: \(asked) questions.")
        } catch let fault as LedgerFault { throw Complaint("FAULT: \(fault).") } catch let fault as IndexFaultFound {
            throw Complaint("FAULT: \(fault).")
        }
    }

    private var given: [AbsoluteConfigKey: ConfigValue] {
        var given: [AbsoluteConfigKey: ConfigValue] = [:]
        if demo { given[["demo"]] = ConfigValue(.bool(true), isSecret: false) }
        if let data { given[["data"]] = ConfigValue(.string(data), isSecret: false) }
        if let database { given[["database"]] = ConfigValue(.string(database), isSecret: false) }
        if let catalogue { given[["catalogue"]] = ConfigValue(.string(catalogue), isSecret: false) }
        return given
    }
}
