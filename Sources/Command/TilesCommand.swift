import ArgumentParser
import Foundation
import Server
import Standards

/// `chatelaine tiles`: the ledger's tree in files, for programs that check it independently.
struct TilesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiles", abstract: "Write the hashes of the ledger's tree and its checkpoint into a folder, for others to check.",
        discussion: "In the form of C2SP tlog-tiles, without the acts themselves. It may run beside the server.")

    @Argument(help: "The folder; what it holds of the same names is overwritten.") var folder: String
    @Flag(help: "Of the demo's data directory.") var demo = false
    @Option(help: .option("data")) var data: String?
    @Option(help: .option("database")) var database: String?
    @Option(help: .configurationFile) var config: String?

    func run() async throws {
        let options = try CommandOptions.read(["demo": demo.given, "data": data, "database": database], file: config)
        do {
            let head = try await Tiles.write(options, to: URL(filePath: folder))
            print("\(folder) holds the tree of \(head.size) acts, root \(head.root.base64).")
        } catch let fault as LedgerFault { throw Complaint("FAULT: \(fault).") }
    }
}
