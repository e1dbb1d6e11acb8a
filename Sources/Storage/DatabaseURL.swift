/// Where the rows are kept, as `--database` names it: `sqlite:PATH`, `postgres://…`, or `temporary`, which vanishes when closed (DESIGN §9).
package enum DatabaseURL: Hashable, Sendable {
    case sqlite(path: String)
    case postgreSQL(PostgreSQLAddress)
    case temporary

    package init(_ text: String) throws(InvalidDatabaseURL) {
        if text == "temporary" {
            self = .temporary
            return
        }
        guard let colon = text.firstIndex(of: ":") else { throw .noScheme }
        let path = String(text[text.index(after: colon)...])
        switch text[..<colon].lowercased() {
        case "sqlite" where path.isEmpty || path.contains("\0"): throw .noPath
        case "sqlite" where path == ":memory:": throw .memory
        case "sqlite": self = .sqlite(path: path)
        case "postgres", "postgresql": self = .postgreSQL(try PostgreSQLAddress(path[...]))
        default: throw .unknownScheme
        }
    }
}

extension DatabaseURL: CustomStringConvertible {
    /// Reads back, but for a password, which is never shown.
    package var description: String {
        switch self {
        case .sqlite(let path): "sqlite:\(path)"
        case .postgreSQL(let address): address.description
        case .temporary: "temporary"
        }
    }
}

/// Why a database URL was refused. Never repeats the URL: it may hold a password.
package enum InvalidDatabaseURL: Error, Hashable, CustomStringConvertible {
    case noScheme
    case unknownScheme
    case noPath
    case memory
    case noHost
    case host
    case hostTwice
    case port
    case encoding
    case connections
    case noValue
    case unknownOption(name: String)
    case replica

    package var description: String {
        switch self {
        case .noScheme: "A database is named by a URL such as sqlite:/var/lib/chatelaine/chatelaine.db."
        case .unknownScheme: "This kind of database is not known; use sqlite:PATH or postgres://USER@HOST/DATABASE."
        case .noPath: "The path of the database file is missing; write sqlite:PATH."
        case .memory: "A database in memory cannot be shared between readers and a writer; use temporary."
        case .noHost: "A PostgreSQL database is named as postgres://USER@HOST/DATABASE."
        case .host: "A host of the database is no name or address; a password with @, / or : in it is written with %40, %2F or %3A."
        case .hostTwice: "The host of the database is named twice, before and after the question mark."
        case .port: "A port of the database is no number from 1 to 65535; a password with @, / or : in it is written with %40, %2F or %3A."
        case .encoding: "A % in the database's URL is not followed by two hexadecimal digits that make a character; a % itself is written %25."
        case .connections: "The number of connections to the database is not from 2 to 1000."
        case .noValue: "An option of the database has no value; write NAME=VALUE."
        case .unknownOption(let name): "The database has no option \(name)."
        case .replica: "Only a database of PostgreSQL has a replica, which is named by postgres://USER@HOST/DATABASE too."
        }
    }
}
