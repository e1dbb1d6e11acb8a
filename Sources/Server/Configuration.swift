package import Configuration
package import Foundation
package import Logging
package import Storage

/// What an operator can say, each as an option, as `CHATELAINE_…`, or in a configuration file; the first of these that says it holds (DESIGN §9).
package struct Options: Sendable {
    package var isDemo = false
    package var host = "127.0.0.1"
    package var port = 8080
    /// The port that asks for a card; 0 leaves it closed.
    package var tlsPort = 0
    /// Whose days the register's are, and in which dates are shown.
    package var zone = Zone.brussels
    package var data = URL(filePath: "data")
    package var database: String?
    /// A standby of the database, for lists and look-ups.
    package var replica: String?
    package var catalogue: String?
    package var site: String?
    package var cardSite: String?
    /// Addresses of the proxies before the ports.
    package var proxies: [String] = []
    package var certificate: String?
    package var privateKey: String?
    /// A PEM file of the authorities whose cards are accepted.
    package var cardAuthorities: String?
    package var decisionKeys: [String] = []
    package var passwordPreset = "modern"
    package var mail: String?
    /// The address letters come from; the demo has one of its own.
    package var mailSender: String?
    /// The key to `/metrics`; without one it is shown to this machine alone.
    package var metricsKey: String?
    package var logFormat = LogFormat.text
    package var logLevel = Logger.Level.notice
    /// Where spans are sent, as OTLP over HTTP; nil traces nothing.
    package var traces: String?
    /// Of the traces that begin here, which part is recorded.
    package var tracesRatio = 1.0
    package var contactName = "Contact"
    package var contactPhone = ""
    package var contactHours = ""

    package init() {}

    /// Where the rows are: as said, or a SQLite file in the data directory.
    package var databaseURL: DatabaseURL {
        get throws { try DatabaseURL(database ?? "sqlite:\(data.appending(path: "chatelaine.db").path)") }
    }

    /// Nil when none is named.
    package var replicaURL: DatabaseURL? { get throws { try replica.map { try DatabaseURL($0) } } }

    /// - Throws: `WrongOption` when a value is out of its range.
    package init(_ reader: ConfigReader) throws {
        isDemo = reader.bool(forKey: "demo", default: false)
        host = reader.string(forKey: "host", default: host)
        port = try Self.port(reader, "port", otherwise: port)
        tlsPort = try Self.port(reader, "tls.port", otherwise: isDemo ? 8443 : 0)
        data = URL(filePath: reader.string(forKey: "data", default: isDemo ? "demo-data" : "data"))
        zone = try Self.word(
            reader, "time.zone", { Zone(named: $0) }, otherwise: zone, expected: "a time zone of the tz database, such as \(Zone.standard)")
        database = reader.string(forKey: "database")
        replica = reader.string(forKey: "database.replica")
        catalogue = reader.string(forKey: "catalogue")
        site = reader.string(forKey: "site")
        cardSite = reader.string(forKey: "card.site")
        proxies = try reader.stringArray(forKey: "proxies", default: []).map { text in
            guard let address = VisitorAddress.canonical(text) else { throw WrongOption(name: "proxies", expected: "the IP addresses of proxies") }
            return address
        }
        certificate = reader.string(forKey: "tls.certificate")
        privateKey = reader.string(forKey: "tls.key")
        cardAuthorities = reader.string(forKey: "card.authorities")
        decisionKeys = reader.stringArray(forKey: "decision.keys", isSecret: true, default: [])
        guard decisionKeys.allSatisfy({ $0.utf8.count >= 16 }) else {
            throw WrongOption(name: "decision.keys", expected: "keys of 16 characters at least, such as openssl rand -base64 24 makes")
        }
        passwordPreset = reader.string(forKey: "password.preset", default: passwordPreset)
        mail = reader.string(forKey: "mail", isSecret: true)
        mailSender = reader.string(forKey: "mail.sender") ?? (isDemo ? "chatelaine@example.org" : nil)
        metricsKey = reader.string(forKey: "metrics.key", isSecret: true)
        guard metricsKey.map({ $0.utf8.count >= 16 }) ?? true else {
            throw WrongOption(name: "metrics.key", expected: "a key of 16 characters at least, such as openssl rand -base64 24 makes")
        }
        logFormat = try Self.word(reader, "log.format", { LogFormat(rawValue: $0) }, otherwise: logFormat, expected: "text or json")
        logLevel = try Self.word(
            reader, "log.level", { Logger.Level(rawValue: $0) }, otherwise: logLevel,
            expected: "one of trace, debug, info, notice, warning, error, critical")
        traces = reader.string(forKey: "traces")
        tracesRatio = reader.double(forKey: "traces.ratio", default: tracesRatio)
        guard (0...1).contains(tracesRatio) else { throw WrongOption(name: "traces.ratio", expected: "a number from 0 to 1") }
        contactName = reader.string(forKey: "contact.name", default: contactName)
        contactPhone = reader.string(forKey: "contact.phone", default: contactPhone)
        contactHours = reader.string(forKey: "contact.hours", default: contactHours)
    }

    private static func word<T>(
        _ reader: ConfigReader, _ key: ConfigKey, _ read: (String) -> T?, otherwise: T, expected: String
    ) throws -> T {
        guard let text = reader.string(forKey: key) else { return otherwise }
        guard let value = read(text) else { throw WrongOption(name: "\(key)", expected: expected) }
        return value
    }

    private static func port(_ reader: ConfigReader, _ key: ConfigKey, otherwise: Int) throws -> Int {
        let port = reader.int(forKey: key, default: otherwise)
        guard (0...65_535).contains(port) else { throw WrongOption(name: "\(key)", expected: "a port from 0 to 65535") }
        return port
    }
}

/// An option whose value cannot be used; the value itself is not repeated, it may be a secret.
package struct WrongOption: Error, CustomStringConvertible {
    package let name: String
    package let expected: String
    package init(name: String, expected: String) {
        self.name = name
        self.expected = expected
    }
    package var description: String { "\(name): expected \(expected)." }
}
