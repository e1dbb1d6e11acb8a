import ArgumentParser
import Foundation
import Server

/// `chatelaine reseal`: after a new sealing key was put first, renews what older keys made.
struct Reseal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Renew what was sealed and coded with older keys, while a server may be running.",
        discussion: """
            Put a new key, 32 bytes in base64, on the first line of keys/sealing on every node and restart the servers: old codes and seals still count. \
            Then run this once. Keep the old keys in the file until it has ended. See docs/operations.md.
            """)

    @Flag(help: "Reseal the demo's data directory.") var demo = false
    @Option(help: .option("data")) var data: String?
    @Option(help: .option("database")) var database: String?
    @Option(help: .configurationFile) var config: String?

    func run() async throws {
        let (renewed, left) = try await Resealing(try CommandOptions.read(given, file: config)).run()
        print("Renewed: \(renewed) rows. A server that was not restarted since the new key was added refuses them: restart it.")
        guard left == 0 else {
            throw Complaint("\(left) rows were not written by this installation and stay as they are; chatelaine verify names them.")
        }
    }

    private var given: [String: String?] { ["demo": demo.given, "data": data, "database": database] }
}
