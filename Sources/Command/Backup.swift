import ArgumentParser
import Configuration
import Foundation
import Server
import Standards

/// `chatelaine backup FILE`, beside the server or without it.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Back up a SQLite database into one new file, while it is being served.",
        discussion: "The file holds the database and a signed checkpoint of its acts, not the keys: keep those apart. See docs/operations.md.")

    @Argument(help: "The file to make; it must not be there yet.") var file: String
    @Flag(help: "Back up the demo's data directory.") var demo = false
    @Option(help: "The data directory.") var data: String?
    @Option(help: "The database: sqlite:PATH.") var database: String?
    @Option(help: "A YAML file with any of these options; see docs/operations.md.") var config: String?

    func run() async throws {
        let options = try Options(try await Settled.reader(Settled.given(demo, data, database), file: config))
        let head = try await Backup.make(options, to: URL(filePath: file))
        print("\(file) holds \(head.size) acts, root \(head.root.base64).")
    }
}
