import ArgumentParser
import Foundation
import Server
import Standards

/// `chatelaine restore FILE`, while nothing serves the data directory.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a backup in the place of the database, once it is verified; what it replaces is kept under a dated name.",
        discussion:
            "The data directory must hold the installation's keys and must not be served. Refused, nothing has changed. See docs/operations.md."
    )

    @Argument(help: "A file made by chatelaine backup.") var file: String
    @Flag(help: "Restore into the demo's data directory.") var demo = false
    @Option(help: .option("data")) var data: String?
    @Option(help: "The database: sqlite:PATH.") var database: String?
    @Option(help: .configurationFile) var config: String?
    @Flag(help: "Restore a backup that lacks acts which were acknowledged after it was made.") var losingActs = false

    func run() async throws {
        let options = try CommandOptions.read(["demo": demo.given, "data": data, "database": database], file: config)
        let outcome = try await Restoration(options, from: URL(filePath: file), losingActs: losingActs).run()
        print("Restored: the ledger holds \(outcome.head.size) acts, root \(outcome.head.root.base64). Everybody signs in again.")
        if let replaced = outcome.replaced { print("The database it replaces is kept as \(replaced).") }
        if !outcome.unvouched.isEmpty {
            print(
                "WARNING: the backup is of a version that signed no manifest. Its acts and what they gave were verified; nobody vouches for the rows of "
                    + "\(outcome.unvouched.joined(separator: ", ")).")
        }
        if outcome.lost > 0 { print("Lost: \(outcome.lost) acts that were acknowledged. Their checkpoint is kept beside the new one.") }
    }
}
