/// Where a PostgreSQL database is, as libpq names it: `postgres://user:password@host1:5432,host2/database?sslmode=verify-full`.
///
/// A name that is left out is libpq's default. With several hosts the one that takes writes is used, unless `target_session_attrs` says otherwise.
package struct PostgreSQLAddress: Hashable, Sendable {
    struct Host: Hashable, Sendable {
        /// A name, an address, or the directory of a socket.
        let name: String
        let port: UInt16?
    }

    var user: String?
    var password: Password?
    var hosts: [Host] = []
    var database: String?
    /// libpq's own, by keyword.
    var options: [String: String] = [:]
    /// How many connections one node opens at most, half of them for writers.
    var connections = 16
    var writers: Int { connections / 2 }
    var readers: Int { connections - writers }

    /// As a replica's: a standby, of several, and no long wait for one that is away, since the primary can answer instead.
    var asReplica: PostgreSQLAddress {
        var replica = self
        replica.options["connect_timeout"] = options["connect_timeout"] ?? "2"
        if options["target_session_attrs"] == nil, hasSeveralHosts { replica.options["target_session_attrs"] = "standby" }
        return replica
    }

    private var hasSeveralHosts: Bool { hosts.count > 1 || options["host"]?.contains(",") == true }

    /// What the connection is asked for, by libpq's keyword.
    var keywords: [(String, String)] {
        var keywords = Self.defaults.merging(options) { $1 }
        keywords["user"] = user
        keywords["password"] = password?.text
        keywords["dbname"] = database
        if !hosts.isEmpty {
            keywords["host"] = hosts.map(\.name).joined(separator: ",")
            keywords["port"] = hosts.map { $0.port.map(String.init) ?? "" }.joined(separator: ",")
        }
        if hasSeveralHosts, options["target_session_attrs"] == nil { keywords["target_session_attrs"] = "read-write" }
        keywords["client_encoding"] = "UTF8"
        return keywords.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// A server that vanished without a word is noticed within half a minute.
    private static let defaults = [
        "fallback_application_name": "chatelaine", "connect_timeout": "5", "keepalives_idle": "10", "keepalives_interval": "5",
        "keepalives_count": "3", "tcp_user_timeout": "20000",
    ]

    /// The options a URL may give. What decides how rows and texts come back is ours.
    static let known: Set<String> = [
        "application_name", "channel_binding", "connect_timeout", "gssencmode", "host", "hostaddr", "keepalives", "keepalives_count",
        "keepalives_idle", "keepalives_interval", "krbsrvname", "options", "passfile", "port", "service", "sslcert", "sslcrl", "sslcrldir", "sslkey",
        "sslmode",
        "sslrootcert", "ssl_max_protocol_version", "ssl_min_protocol_version", "target_session_attrs", "tcp_user_timeout",
    ]
}

extension PostgreSQLAddress: CustomStringConvertible {
    /// The URL without its password.
    package var description: String {
        let user = user.map { Percent.encode($0) + "@" } ?? ""
        let hosts = hosts.map { host in
            let name = host.name.contains(":") ? "[\(host.name)]" : Percent.encode(host.name)
            return name + (host.port.map { ":\($0)" } ?? "")
        }
        let database = database.map { "/" + Percent.encode($0) } ?? ""
        var options = options
        if connections != PostgreSQLAddress().connections { options["connections"] = "\(connections)" }
        let query = options.sorted { $0.key < $1.key }.map { "\($0.key)=\(Percent.encode($0.value))" }.joined(separator: "&")
        return "postgres://" + user + hosts.joined(separator: ",") + database + (query.isEmpty ? "" : "?" + query)
    }
}
