import Configuration
package import Foundation
package import Logging
import Rules
package import Standards
package import Storage
package import Web

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
    package var contact = Settings.Contact()
    /// Where checkpoints go besides the data directory.
    package var destinations = CheckpointDestinations()
    /// The logs of other installations that this one witnesses, by the keys that sign their checkpoints.
    package var witnessedLogs: [NoteKey] = []

    package init() {}

    /// Where the rows are: as said, or a SQLite file in the data directory.
    package var databaseURL: DatabaseURL {
        get throws { try DatabaseURL(database ?? "sqlite:\(data.appending(path: "chatelaine.db").path)") }
    }

    /// Nil when none is named.
    package var replicaURL: DatabaseURL? { get throws { try replica.map { try DatabaseURL($0) } } }

    /// - Throws: `WrongOption` about the first value that cannot be used, also where another holds instead of it.
    package init(_ said: SaidOptions) throws {
        try self.init(each: said)
        for other in try said.withOverridden() { _ = try Options(each: other) }
        if destinations.mail != nil, mail == nil, !isDemo {
            throw said.wrong("checkpoints.mail", because: "It needs `mail`, the server that letters leave by.")
        }
    }

    /// Each value by itself.
    private init(each said: SaidOptions) throws {
        isDemo = said.reader.bool(forKey: "demo", default: false)
        try readPlaces(said)
        try readAddresses(said)
        try readSecrets(said)
        try readLetters(said)
        try readObservability(said)
        try readCheckpoints(said)
        try said.requireAllRead()
        try checkRanges(said)
    }

    private mutating func readPlaces(_ said: SaidOptions) throws {
        let reader = said.reader
        host = reader.string(forKey: "host", default: host)
        port = reader.int(forKey: "port", default: port)
        tlsPort = reader.int(forKey: "tls.port", default: isDemo ? 8443 : 0)
        data = URL(filePath: reader.string(forKey: "data", default: isDemo ? "demo-data" : "data"))
        zone = try Self.word(said, "time.zone", otherwise: zone) { Zone(named: $0) }
        database = reader.string(forKey: "database", isSecret: true)
        replica = reader.string(forKey: "database.replica", isSecret: true)
        catalogue = reader.string(forKey: "catalogue")
    }

    private mutating func readAddresses(_ said: SaidOptions) throws {
        site = try Self.address(said, "site", of: ["http", "https"])
        cardSite = try Self.address(said, "card.site", of: ["https"])
        proxies = try said.reader.stringArray(forKey: "proxies", default: []).map { text in
            guard let address = VisitorAddress.canonical(text) else { throw said.wrong("proxies") }
            return address
        }
    }

    private mutating func readSecrets(_ said: SaidOptions) throws {
        let reader = said.reader
        certificate = reader.string(forKey: "tls.certificate")
        privateKey = reader.string(forKey: "tls.key")
        cardAuthorities = reader.string(forKey: "card.authorities")
        decisionKeys = reader.stringArray(forKey: "decision.keys", isSecret: true, default: [])
        metricsKey = reader.string(forKey: "metrics.key", isSecret: true)
        passwordPreset = try Self.word(said, "password.preset", otherwise: passwordPreset) { PasswordRule.Preset(rawValue: $0)?.rawValue }
    }

    private mutating func readLetters(_ said: SaidOptions) throws {
        mail = try Self.address(said, "mail", of: ["smtp", "smtps"])
        mailSender = try Self.word(said, "mail.sender", otherwise: isDemo ? "chatelaine@example.org" : "") { (try? EmailAddress($0))?.text }
        if mailSender?.isEmpty == true { mailSender = nil }
        contact.name = inEachLanguage(said.reader, "contact.name")
        contact.phone = said.reader.string(forKey: "contact.phone", default: "")
        contact.hours = inEachLanguage(said.reader, "contact.hours")
    }

    private mutating func readObservability(_ said: SaidOptions) throws {
        logFormat = try Self.word(said, "log.format", otherwise: logFormat) { LogFormat(rawValue: $0) }
        logLevel = try Self.word(said, "log.level", otherwise: logLevel) { Logger.Level(rawValue: $0) }
        traces = try Self.address(said, "traces", of: ["http", "https"])
        tracesRatio = said.reader.double(forKey: "traces.ratio", default: tracesRatio)
    }

    private mutating func readCheckpoints(_ said: SaidOptions) throws {
        let reader = said.reader
        destinations.folder = reader.string(forKey: "checkpoints.folder").map { URL(filePath: $0) }
        destinations.witnesses = try reader.stringArray(forKey: "checkpoints.witnesses", default: []).map { text in
            guard let witness = WitnessAddress(text) else { throw said.wrong("checkpoints.witnesses") }
            return witness
        }
        destinations.mail = try Self.word(said, "checkpoints.mail", otherwise: nil) { try? EmailAddress($0) }
        let minutes = reader.int(forKey: "checkpoints.minutes", default: 5)
        try said.require((1...1440).contains(minutes), "checkpoints.minutes")
        destinations.interval = .seconds(60 * minutes)
        witnessedLogs = try reader.stringArray(forKey: "witness.logs", default: []).map { text in
            guard let key = NoteKey(text: text), key.kind == .note else { throw said.wrong("witness.logs") }
            return key
        }
    }

    /// `contact.hours.nl`, or else what `contact.hours` says for every language.
    private func inEachLanguage(_ reader: ConfigReader, _ key: String) -> [Language: String] {
        let usual = reader.string(forKey: ConfigKey(key))
        return Dictionary(
            uniqueKeysWithValues: Language.allCases.compactMap { language in
                (reader.string(forKey: ConfigKey("\(key).\(language.rawValue)")) ?? usual).map { (language, $0) }
            })
    }

    private func checkRanges(_ said: SaidOptions) throws {
        let ports = 0...65_535
        try said.require(ports.contains(port), "port")
        try said.require(ports.contains(tlsPort), "tls.port")
        try said.require((0...1).contains(tracesRatio), "traces.ratio")
        try said.require(decisionKeys.allSatisfy { $0.utf8.count >= 16 }, "decision.keys")
        try said.require(metricsKey.map { $0.utf8.count >= 16 } ?? true, "metrics.key")
        do throws(InvalidDatabaseURL) { _ = try database.map { text throws(InvalidDatabaseURL) in try DatabaseURL(text) } } catch {
            throw said.wrong("database", because: error.description)
        }
        do throws(InvalidDatabaseURL) { _ = try replica.map { text throws(InvalidDatabaseURL) in try DatabaseURL(text) } } catch {
            throw said.wrong("database.replica", because: error.description)
        }
    }

    private static func word<T>(_ said: SaidOptions, _ name: String, otherwise: T, _ read: (String) -> T?) throws -> T {
        guard let text = said.reader.string(forKey: ConfigKey(name)) else { return otherwise }
        guard let value = read(text) else { throw said.wrong(name) }
        return value
    }

    /// A URL with a host.
    private static func address(_ said: SaidOptions, _ name: String, of schemes: Set<String>) throws -> String? {
        guard let text = said.reader.string(forKey: ConfigKey(name), isSecret: OptionTable[name]?.isSecret ?? true) else { return nil }
        let url = URL(string: text)
        try said.require(url?.scheme.map { schemes.contains($0.lowercased()) } ?? false && url?.host?.isEmpty == false, name)
        return text
    }
}
