import Rules

/// One thing that an operator can say: on the command line, in the environment or in the configuration file.
package struct OptionDeclaration: Sendable {
    package enum Kind: Sendable {
        case flag, number, fraction, text, list
    }

    /// As the file says it.
    package let name: String
    /// Without its two hyphens; nil when it is not said on the command line.
    package let flag: String?
    package let kind: Kind
    /// What holds unless it is said, in words.
    package let standard: String
    package let meaning: String
    /// What may be said, after "expected".
    package let expected: String
    /// Never repeated by messages.
    package let isSecret: Bool

    /// As `--help` says it.
    package var help: String {
        let plain = meaning.replacing(/\[([^\]]*)\]\([^)]*\)/) { $0.output.1 + " in docs/operations.md" }.replacing("`", with: "")
        let rest = kind == .flag || standard == "none" ? "" : " Unless said: \(standard.replacing("`", with: ""))."
        // What begins with something to be typed is left as it is typed.
        let sentence = meaning.hasPrefix("`") ? plain : plain.prefix(1).uppercased() + plain.dropFirst()
        return sentence + "." + rest
    }

    /// As docs/operations.md has it.
    package var row: String {
        let said = flag.map { "`--\($0)`" } ?? ""
        return "| `\(name)` | `\(variable)` |\(said.isEmpty ? "" : " " + said) | \(standard) | \(meaning) |"
    }

    package var variable: String { OptionTable.prefix + name.uppercased().replacing(".", with: "_") }

    fileprivate init(
        _ name: String, flag: String? = nil, _ kind: Kind = .text, standard: String = "none", expected: String, isSecret: Bool = false,
        _ meaning: String
    ) {
        (self.name, self.flag, self.kind, self.standard) = (name, flag, kind, standard)
        (self.meaning, self.expected, self.isSecret) = (meaning, expected, isSecret)
    }
}

/// Every option. What is read and refused, `--help` and the table in docs/operations.md follow from it.
package enum OptionTable {
    package static let prefix = "CHATELAINE_"

    /// Variables of our own tests and scripts, which a server that they start may meet in its environment.
    static let foreign: Set = [
        "CHATELAINE_TEST_ENGINE", "CHATELAINE_REQUIRE_POSTGRESQL", "CHATELAINE_POSTGRESQL_BIN", "CHATELAINE_PROGRAM",
    ]

    package static subscript(_ name: String) -> OptionDeclaration? { all.first { $0.name == name } }

    private static let port = "a port from 0 to 65535"
    private static let key = "16 characters or more, such as `openssl rand -base64 24` makes"

    package static let all = plain + contactByLanguage

    private static let plain: [OptionDeclaration] = [
        OptionDeclaration(
            "demo", flag: "demo", .flag, standard: "false", expected: "true or false",
            "the demo world, in an empty database; refused on real data, as the demo's database is refused without it"),
        OptionDeclaration("host", flag: "host", standard: "`127.0.0.1`", expected: "an address or name of this machine", "address to listen on"),
        OptionDeclaration(
            "port", flag: "port", .number, standard: "8080", expected: port, "the site and the decision API; 0 takes a free one"),
        OptionDeclaration(
            "data", flag: "data", standard: "`data`, in the demo `demo-data`", expected: "a directory", "the data directory"),
        OptionDeclaration(
            "database", flag: "database", standard: "`sqlite:DATA/chatelaine.db`", expected: "sqlite:PATH or postgres://USER@HOST/DATABASE",
            isSecret: true, "`sqlite:PATH` or `postgres://USER@HOST/DATABASE`, see [PostgreSQL](#postgresql)"),
        OptionDeclaration(
            "database.replica", flag: "replica", expected: "postgres://USER@HOST/DATABASE", isSecret: true,
            "`postgres://…` of a standby that answers lists, see [Several nodes](#several-nodes)"),
        OptionDeclaration(
            "catalogue", flag: "catalogue", standard: "the demo's own", expected: "a YAML file",
            "YAML file of domains and applications; required outside the demo"),
        OptionDeclaration(
            "time.zone", standard: "`Europe/Brussels`", expected: "a time zone of the tz database, such as Europe/Brussels",
            "whose days the register's are, and in which dates are shown, see [Days](#days)"),
        OptionDeclaration(
            "site", standard: "`http://HOST:PORT`", expected: "an address such as https://access.example.org",
            "where people reach the site: used in letters and in the API's metadata"),
        OptionDeclaration(
            "tls.port", flag: "tls-port", .number, standard: "0, in the demo 8443", expected: port,
            "the port that asks for a card; 0 leaves it closed"),
        OptionDeclaration("tls.certificate", expected: "a PEM file", "PEM file: the server's chain"),
        OptionDeclaration("tls.key", expected: "a PEM file", "PEM file: its private key"),
        OptionDeclaration(
            "card.authorities", expected: "a PEM file", "PEM file: roots and intermediates whose cards are accepted"),
        OptionDeclaration(
            "card.site", standard: "`https://HOST:TLS-PORT`", expected: "an address such as https://cards.access.example.org",
            "where people reach the TLS port"),
        OptionDeclaration(
            "proxies", .list, expected: "a list of IP addresses, such as [10.0.0.3, 10.0.0.4]",
            "IP addresses of the proxies before the ports, believed when they say whom they speak for"),
        OptionDeclaration(
            "decision.keys", .list, expected: "a list of keys, each of \(key)", isSecret: true,
            "bearer keys of the decision API; in the environment separated by commas, in the file a list"),
        OptionDeclaration(
            "password.preset", standard: "`modern`", expected: PasswordRule.Preset.allCases.map(\.rawValue).joined(separator: " or "),
            "`modern` or `manual-2008`"),
        OptionDeclaration(
            "metrics.key", expected: "a key of \(key)", isSecret: true,
            "bearer key of `/metrics`; without one it is shown to this machine alone"),
        OptionDeclaration("log.format", flag: "log-format", standard: "`text`", expected: "text or json", "`text` or `json`"),
        OptionDeclaration(
            "log.level", flag: "log-level", standard: "`notice`", expected: "one of trace, debug, info, notice, warning, error, critical",
            "`trace`, `debug`, `info`, `notice`, `warning`, `error` or `critical`"),
        OptionDeclaration(
            "traces", flag: "traces", expected: "the address of a collector, such as http://127.0.0.1:4318/v1/traces", isSecret: true,
            "where spans are sent, such as `http://127.0.0.1:4318/v1/traces`"),
        OptionDeclaration(
            "traces.ratio", .fraction, standard: "1", expected: "a number from 0 to 1",
            "which part of the traces that begin here is recorded, from 0 to 1"),
        OptionDeclaration(
            "mail", expected: "smtp://HOST:PORT or smtps://HOST:PORT", isSecret: true, "`smtp://` or `smtps://`, see [Mail](#mail)"),
        OptionDeclaration(
            "mail.sender", expected: "an e-mail address", "the address letters come from; required with `mail`"),
        OptionDeclaration(
            "checkpoints.folder", expected: "a directory",
            "a second folder for checkpoints, out of reach of whoever runs the database, see [Checkpoints](#checkpoints)"),
        OptionDeclaration(
            "checkpoints.witnesses", .list, expected: "a list of witnesses, each an address, a space and a key of `chatelaine keys`",
            isSecret: true,
            "witnesses that cosign checkpoints, each an address and its key, see [Witnesses](#witnesses)"),
        OptionDeclaration(
            "checkpoints.mail", expected: "an e-mail address", "who gets checkpoints by mail, once an hour at most; needs `mail`"),
        OptionDeclaration(
            "checkpoints.minutes", .number, standard: "5", expected: "a number of minutes from 1 to 1440",
            "how often checkpoints go to that folder and those witnesses"),
        OptionDeclaration(
            "witness.logs", .list, expected: "a list of keys, each as `chatelaine keys` prints it after `log`",
            "the installations whose checkpoints this one cosigns, by their keys, see [Witnesses](#witnesses)"),
        OptionDeclaration(
            "contact.phone", standard: "none, in the demo an invented one", expected: "a telephone number",
            "the number of the contact centre, shown on every page; without one no page says to call"),
        OptionDeclaration("contact.name", expected: "a text", "who answers there, in every language"),
        OptionDeclaration("contact.hours", expected: "a text", "when somebody answers there, in every language"),
    ]

    /// The contact centre's name and hours in one language, before what is said for all.
    private static let contactByLanguage = ["contact.name", "contact.hours"].flatMap { name in
        Language.allCases.map {
            OptionDeclaration("\(name).\($0.rawValue)", standard: "`\(name)`", expected: "a text", "the same in \(names[$0] ?? $0.rawValue)")
        }
    }

    private static let names: [Language: String] = [.fr: "French", .nl: "Dutch", .de: "German", .en: "English"]

    /// What only the environment and the file say, for `--help`.
    package static var rest: String {
        let names = all.filter { $0.flag == nil }.map { "  \($0.name) (\($0.variable))\n      \($0.help)" }
        return "In the environment or in the file named by --config, also:\n\n" + names.joined(separator: "\n")
    }

    /// The known name that is nearest to one that is not, if one is near.
    static func nearest(to name: String, among known: [String]) -> String? {
        let ranked = known.map { ($0, distance(name, $0)) }.min { $0.1 < $1.1 }
        return ranked.flatMap { $0.1 <= max(2, name.count / 3) ? $0.0 : nil }
    }

    /// How many letters must be put in, left out or changed to make one of the other.
    private static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.prefix(60)), Array(right))
        var row = Array(0...right.count)
        for (place, letter) in left.enumerated() {
            var corner = row[0]
            row[0] = place + 1
            for (other, candidate) in right.enumerated() {
                let change = corner + (letter == candidate ? 0 : 1)
                corner = row[other + 1]
                row[other + 1] = min(change, row[other] + 1, corner + 1)
            }
        }
        return row[right.count]
    }
}
