import ArgumentParser
import Foundation
import Server

/// `chatelaine register`: brings extracts of the company register into an installation, in one transaction.
struct Register: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Register people, entities, legal functions and entitlements from YAML files: all of them or nothing.",
        discussion: "What is known already is updated, what a file does not name stays. It may run beside the server. See docs/register.example.yaml."
    )

    @Argument(help: "Extracts of the company register.") var files: [String]
    @Flag(help: "Register in the demo's data directory, with its domains.") var demo = false
    @Option(help: .option("data")) var data: String?
    @Option(help: .option("database")) var database: String?
    @Option(help: "A YAML file with the domains and applications.") var catalogue: String?
    @Option(help: .configurationFile) var config: String?

    func run() async throws {
        let options = try CommandOptions.read(given, file: config)
        let extract = try RegisterFile.read(files.map { URL(filePath: $0) }, try CommandOptions.catalogue(options), days: options.zone)
        let dataDirectory = try await DataDirectory(options)
        let counts = try await dataDirectory.register(extract)
        try dataDirectory.close()
        print(counts)
    }

    private var given: [String: String?] { ["demo": demo.given, "data": data, "database": database, "catalogue": catalogue] }
}
