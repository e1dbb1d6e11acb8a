import ArgumentParser
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
    @Option(help: .option("data")) var data: String?
    @Option(help: "The database: sqlite:PATH.") var database: String?
    @Option(help: .configurationFile) var config: String?

    func run() async throws {
        let options = try CommandOptions.read(["demo": demo.given, "data": data, "database": database], file: config)
        let head = try await Backup.make(options, to: URL(filePath: file))
        print("\(file) holds \(head.size) acts, root \(head.root.base64).")
    }
}
