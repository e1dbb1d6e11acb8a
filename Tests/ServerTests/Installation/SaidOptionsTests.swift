import Crypto
import Foundation
import Logging
import Rules
import Standards
import Testing
import Web

@testable import Server

@Suite struct SaidOptionsTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "said-\(UUID().uuidString)")

    private func options(_ line: [String: String] = [:], _ environment: [String: String] = [:], _ yaml: String? = nil) throws -> Options {
        guard let yaml else { return try Options(SaidOptions(commandLine: line, environment: environment)) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "chatelaine.yaml")
        try yaml.write(to: file, atomically: true, encoding: .utf8)
        return try Options(SaidOptions(commandLine: line, environment: environment, file: file))
    }

    @Test func `the command line counts before the environment, and that before the file`() throws {
        let yaml = "port: 1\nhost: a.example\nsite: https://a.example"
        let found = try options(["port": "3"], ["CHATELAINE_PORT": "2", "CHATELAINE_HOST": "b.example", "HOME": "/"], yaml)
        #expect((found.port, found.host, found.site) == (3, "b.example", "https://a.example"))
    }

    @Test func `a value that another overrides is refused all the same`() throws {
        for (yaml, name) in [("port: many", "port"), ("port: 70000", "port"), ("log.level: loud", "log.level"), ("port: ' '", "port")] {
            let refused = #expect(throws: WrongOption.self, "\(yaml)") { try options(["port": "3", "log.level": "info"], [:], yaml) }
            #expect(refused?.name == name)
            #expect(refused.map { "\($0)".contains("chatelaine.yaml, line 1") } == true)
        }
        let variable = #expect(throws: WrongOption.self) { try options(["port": "3"], ["CHATELAINE_PORT": "x"], "port: 2") }
        #expect(variable.map { "\($0)".hasPrefix("CHATELAINE_PORT: port is `x`") } == true)
        let twice = #expect(throws: WrongOption.self) { try options(["port": "3"], ["CHATELAINE_PORT": "2"], "port: x") }
        #expect(twice.map { "\($0)".contains("line 1") } == true)
    }

    @Test func `what options say together is asked of those that hold`() throws {
        let yaml = "checkpoints.mail: archive@example.org\nmail: smtp://m\nmail.sender: a@example.org\ndemo: false"
        #expect(try options(["demo": "true"], ["CHATELAINE_MAIL": "smtp://n"], yaml).mail == "smtp://n")
        #expect(try options(["demo": "true"], [:], "checkpoints.mail: archive@example.org\ndemo: false").isDemo)
    }

    @Test func `a file that holds nothing, or comments alone, says nothing`() throws {
        for yaml in ["", "\n", "# port: 1\n", "---\n", "~"] { #expect(try options([:], [:], yaml).port == 8080, "\(yaml)") }
    }

    @Test func `every option is read from the file and from the environment`() throws {
        let key = Curve25519.Signing.PrivateKey().publicKey
        let (log, witness) = (try NoteKey.ofLedger(key).text, try NoteKey.ofWitness(key).text)
        let plain = [
            "demo": "true", "host": "h", "port": "81", "data": "d", "database": "sqlite:x", "database.replica": "postgres://u@h/d", "catalogue": "c",
            "time.zone": "Asia/Tokyo", "site": "https://s", "tls.port": "82", "tls.certificate": "t", "tls.key": "k", "card.authorities": "a",
            "card.site": "https://c", "proxies": "10.0.0.1", "decision.keys": "sixteen-letters-at-least", "password.preset": "manual-2008",
            "metrics.key": "sixteen-letters-too", "log.format": "json", "log.level": "debug", "traces": "http://t/v1", "traces.ratio": "0.5",
            "mail": "smtp://m", "mail.sender": "a@example.org", "contact.name": "n", "contact.phone": "p", "contact.hours": "o",
            "checkpoints.folder": "f", "checkpoints.witnesses": "https://w.example/ \(witness)", "checkpoints.mail": "b@example.org",
            "checkpoints.minutes": "7", "witness.logs": log,
        ]
        let byLanguage = ["contact.name", "contact.hours"].flatMap { name in Language.allCases.map { ("\(name).\($0.rawValue)", "\(name) \($0)") } }
        let values = plain.merging(byLanguage) { $1 }
        #expect(Set(values.keys) == Set(OptionTable.all.map(\.name)))
        let yaml = OptionTable.all.map { "\($0.name): \($0.kind == .list ? "[\(values[$0.name] ?? "")]" : values[$0.name] ?? "")" }
        let variables = Dictionary(uniqueKeysWithValues: OptionTable.all.map { ($0.variable, values[$0.name] ?? "") })
        for found in [try options([:], [:], yaml.joined(separator: "\n")), try options([:], variables)] {
            #expect(found.isDemo && found.host == "h" && found.port == 81 && found.tlsPort == 82 && found.data.lastPathComponent == "d")
            #expect((found.database, found.replica, found.catalogue) == ("sqlite:x", "postgres://u@h/d", "c"))
            #expect((found.zone.name, found.site, found.cardSite, found.proxies) == ("Asia/Tokyo", "https://s", "https://c", ["10.0.0.1"]))
            #expect((found.certificate, found.privateKey, found.cardAuthorities) == ("t", "k", "a"))
            #expect((found.decisionKeys, found.metricsKey) == (["sixteen-letters-at-least"], "sixteen-letters-too"))
            #expect((found.passwordPreset, found.logFormat, found.logLevel) == ("manual-2008", .json, .debug))
            #expect((found.traces, found.tracesRatio, found.mail, found.mailSender) == ("http://t/v1", 0.5, "smtp://m", "a@example.org"))
            #expect(found.contact.phone == "p")
            let to = found.destinations
            #expect((to.folder?.lastPathComponent, to.mail?.text, to.interval) == ("f", "b@example.org", .seconds(420)))
            #expect(to.witnesses.map(\.url) == ["https://w.example"] && to.witnesses.map(\.key.text) == [witness])
            #expect(found.witnessedLogs.map(\.text) == [log])
            for language in Language.allCases {
                #expect(found.contact.name[language] == "contact.name \(language)" && found.contact.hours[language] == "contact.hours \(language)")
            }
        }
    }

    @Test func `the contact centre's name and hours in one language count before those for all`() throws {
        let found = try options([:], [:], "contact.hours: \"9-17\"\ncontact.hours.nl: 9 tot 17 uur\ncontact.name.de: Kontaktzentrum")
        #expect(found.contact.hours == [.fr: "9-17", .nl: "9 tot 17 uur", .de: "9-17", .en: "9-17"])
        #expect(found.contact.name == [.de: "Kontaktzentrum"])
    }

    @Test func `a number or yes and no may stand in quotation marks, and numbers may be texts`() throws {
        let found = try options([:], [:], "port: \"8198\"\ndemo: \"yes\"\ncontact.phone: 022000000\ndatabase:\n  replica: 'postgres://u@h/d'")
        #expect((found.port, found.isDemo, found.contact.phone, found.replica) == (8198, true, "022000000", "postgres://u@h/d"))
    }

    @Test func `whatever kind an option is of, a value of another is refused by name and place`() throws {
        for option in OptionTable.all {
            let wrong = option.kind == .list ? "text" : "[one, two]"
            let refused = #expect(throws: WrongOption.self, "\(option.name)") { try options([:], [:], "# a line\n\(option.name): \(wrong)") }
            #expect(refused?.name == option.name)
            #expect(refused.map { "\($0)".contains("chatelaine.yaml, line 2") } == true)
            let empty = #expect(throws: WrongOption.self, "\(option.name)") { try options([:], [option.variable: " "]) }
            #expect(empty.map { "\($0)".hasPrefix(option.variable) } == true)
        }
    }

    @Test func `no secret is repeated, in whatever way it cannot be used`() throws {
        for option in OptionTable.all where option.isSecret {
            for value in ["hush", "[hush]", "{hush: 1}", "ftp://hush@x"] {
                let refused = #expect(throws: (any Error).self, "\(option.name): \(value)") { try options([:], [:], "\(option.name): \(value)") }
                if value != "{hush: 1}" { #expect(refused.map { "\($0)".contains("hush") } == false) }
            }
        }
        let torn = #expect(throws: UnreadableFile.self) { try options([:], [:], "decision.keys: [hush\nport: 1") }
        #expect(torn.map { "\($0)".contains("hush") } == false)
        let twice = #expect(throws: UnreadableFile.self) { try options([:], [:], "mail: hush\nmail: hush") }
        #expect(twice.map { "\($0)".contains("line 1: not YAML: duplicated key `mail`") && !"\($0)".contains("hush") } == true)
    }

    @Test func `a name that nobody knows is refused, with the nearest that somebody does`() throws {
        for (name, nearest) in [("metric.key", "metrics.key"), ("prot", "port"), ("tls.prt", "tls.port"), ("decisionkeys", "decision.keys")] {
            let refused = #expect(throws: UnknownOption.self) { try options([:], [:], "\(name): 1") }
            #expect(refused?.nearest == nearest)
        }
        let strange = #expect(throws: UnknownOption.self) { try options([:], [:], "weather: fine") }
        #expect(strange?.nearest == nil)
        let variable = #expect(throws: UnknownOption.self) { try options([:], ["CHATELAINE_TLSPORT": "1"]) }
        #expect(variable?.nearest == "CHATELAINE_TLS_PORT")
    }
}
