import ArgumentParser
import Configuration
import Foundation
import NIOCore
import Rules
import Sample
import Server

/// `chatelaine serve`: opens the site, the decision API and, when configured, the port that asks for a card.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve the site and the decision API.")

    @Flag(help: "Open the demo world: invented people, test cards, the key demo-decisions.") var demo = false
    @Option(help: "The address to listen on.") var host: String?
    @Option(help: "The port of the site; 0 takes a free one.") var port: Int?
    @Option(name: .customLong("tls-port"), help: "The TLS port that asks for a card; 0 leaves it closed.") var tlsPort: Int?
    @Option(help: "The data directory: keys, checkpoints and, by default, the database.") var data: String?
    @Option(help: "The database: sqlite:PATH or postgres://USER@HOST/DATABASE.") var database: String?
    @Option(help: "A standby of it that answers lists: postgres://USER@HOST/DATABASE.") var replica: String?
    @Option(help: "A YAML file with the domains and applications.") var catalogue: String?
    @Option(name: .customLong("log-format"), help: "How log lines are written: text or json.") var logFormat: String?
    @Option(name: .customLong("log-level"), help: "The least that is logged: info has a line for each request.") var logLevel: String?
    @Option(help: "Where spans are sent, as OTLP over HTTP: http://127.0.0.1:4318/v1/traces.") var traces: String?
    @Option(help: "A YAML file with any of these options and more; see docs/operations.md.") var config: String?

    func run() async throws {
        MemoryUse.settle()
        let reader = try await Settled.reader(given, file: config)
        let options = try Options(reader)
        let installation = try await Installation(
            options, catalogue: try Settled.catalogue(options), world: { try Town.world() }, password: Town.password,
            logger: options.logFormat.logger(options.logLevel))
        do {
            try await installation.serve { port in Self.greet(options, port: port) }
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw Complaint("On \(options.host), \(ports(options)) is taken. Choose another with --port or --tls-port.")
        } catch let error as IOError where error.errnoCode == EACCES || error.errnoCode == EADDRNOTAVAIL {
            throw Complaint("On \(options.host), \(ports(options)) cannot be listened on: error \(error.errnoCode).")
        }
    }

    private func ports(_ options: Options) -> String {
        options.tlsPort > 0 ? "port \(options.port) or \(options.tlsPort)" : "port \(options.port)"
    }

    private var given: [AbsoluteConfigKey: ConfigValue] {
        var given: [AbsoluteConfigKey: ConfigValue] = [:]
        func say(_ key: [String], _ content: ConfigContent?) {
            if let content { given[AbsoluteConfigKey(key)] = ConfigValue(content, isSecret: false) }
        }
        say(["demo"], demo ? .bool(true) : nil)
        say(["host"], host.map(ConfigContent.string))
        say(["port"], port.map(ConfigContent.int))
        say(["tls", "port"], tlsPort.map(ConfigContent.int))
        say(["data"], data.map(ConfigContent.string))
        say(["database"], database.map(ConfigContent.string))
        say(["database", "replica"], replica.map(ConfigContent.string))
        say(["log", "format"], logFormat.map(ConfigContent.string))
        say(["log", "level"], logLevel.map(ConfigContent.string))
        say(["traces"], traces.map(ConfigContent.string))
        say(["catalogue"], catalogue.map(ConfigContent.string))
        return given
    }

    private static func overTLS(_ options: Options) -> String {
        options.tlsPort > 0 ? "; as client certificates they work on https://\(options.host):\(options.tlsPort)" : ""
    }

    /// Straight to the standard output: whoever reads it through a pipe waits for these lines.
    private static func say(_ text: String) { FileHandle.standardOutput.write(Data("\(text)\n".utf8)) }

    private static func greet(_ options: Options, port: Int) {
        say("Chatelaine listens on http://\(options.host):\(port)")
        guard options.isDemo else { return }
        say(
            """

              The demo world is open. Sign in as one of these, password \(Town.password), or "insert" a test card on the sign-in page:
                clairefontaine   legal representative of Boulangerie Tournesol, 0999.999.031, not registered yet
                sofiepeeters     representative and chief access manager of Zorghuis De Linde
                janvermeulen     access manager of its employer domain
                fatimaelamrani   user there
              The cards' files are in \(options.data.appending(path: "demo-eid").path)\(overTLS(options))
              Decisions: POST http://\(options.host):\(port)/access/v1/evaluation with the key demo-decisions

            """)
    }
}

/// A failure told in one sentence, without a stack.
struct Complaint: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
