import ArgumentParser
import Foundation
import Rules
import Sample
import Server

/// `chatelaine serve`: opens the site, the decision API and, when configured, the port that asks for a card.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the site and the decision API.", discussion: OptionTable.rest)

    @Flag(help: "Open the demo world: invented people, test cards, the key demo-decisions.") var demo = false
    @Option(help: .option("host")) var host: String?
    @Option(help: .option("port")) var port: Int?
    @Option(name: .customLong("tls-port"), help: .option("tls.port")) var tlsPort: Int?
    @Option(help: .option("data")) var data: String?
    @Option(help: .option("database")) var database: String?
    @Option(help: .option("database.replica")) var replica: String?
    @Option(help: .option("catalogue")) var catalogue: String?
    @Option(name: .customLong("log-format"), help: .option("log.format")) var logFormat: String?
    @Option(name: .customLong("log-level"), help: .option("log.level")) var logLevel: String?
    @Option(help: .option("traces")) var traces: String?
    @Option(help: .configurationFile) var config: String?

    func run() async throws {
        MemoryUse.settle()
        let options = try CommandOptions.read(given, file: config)
        try await ListeningPorts.requireFree(options)
        let installation = try await Installation(
            options, catalogue: try CommandOptions.catalogue(options), world: { try Town.world() }, password: Town.password,
            logger: options.logFormat.logger(options.logLevel))
        try await installation.serve { port in Self.greet(options, port: port) }
    }

    private var given: [String: String?] {
        [
            "demo": demo.given, "host": host, "port": port.map(String.init), "tls.port": tlsPort.map(String.init), "data": data, "database": database,
            "database.replica": replica, "log.format": logFormat, "log.level": logLevel, "traces": traces, "catalogue": catalogue,
        ]
    }

    private static func overTLS(_ options: Options) -> String {
        options.tlsPort > 0 ? "; as client certificates they work on https://\(options.host):\(options.tlsPort)" : ""
    }

    private static func greet(_ options: Options, port: Int) {
        Output.say("Chatelaine listens on http://\(options.host):\(port)")
        guard options.isDemo else { return }
        Output.say(
            """

              The demo world is open. Sign in as one of these, password \(Town.password), or "insert" a test card on the sign-in page:
                clairefontaine   legal representative of Boulangerie Tournesol, 0999.999.031, not registered yet
                sofiepeeters     representative and chief access manager of Zorghuis De Linde
                janvermeulen     access manager of its employer quality
                fatimaelamrani   user there
              The cards' files are in \(options.data.appending(path: "demo-eid").path)\(overTLS(options))
              Decisions: POST http://\(options.host):\(port)/access/v1/evaluation with the key demo-decisions

            """)
    }
}
