import ArgumentParser
import Configuration
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
    @Option(help: "The data directory.") var data: String?
    @Option(help: "The database: sqlite:PATH or postgres://USER@HOST/DATABASE.") var database: String?
    @Option(help: "A YAML file with the domains and applications.") var catalogue: String?
    @Option(help: "A YAML file with any of these options; see docs/operations.md.") var config: String?

    func run() async throws {
        let options = try Options(try await Settled.reader(given, file: config))
        let extract = try RegisterFile.read(files.map { URL(filePath: $0) }, try Settled.catalogue(options), days: options.zone)
        let premises = try await Premises(options)
        let counts = try await premises.register(extract)
        try premises.close()
        print(counts)
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
