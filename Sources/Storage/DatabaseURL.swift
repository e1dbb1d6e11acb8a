/// Where the rows are kept, as `--database` names it: `sqlite:PATH`, or `temporary`, which vanishes when closed (DESIGN §9).
package enum DatabaseURL: Hashable, Sendable {
    case sqlite(path: String)
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
        case "postgres", "postgresql": throw .notBuiltIn(engine: "PostgreSQL")
        default: throw .unknownScheme
        }
    }
}

extension DatabaseURL: CustomStringConvertible {
    package var description: String {
        switch self {
        case .sqlite(let path): "sqlite:\(path)"
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
    case notBuiltIn(engine: String)

    package var description: String {
        switch self {
        case .noScheme: "A database is named by a URL such as sqlite:/var/lib/chatelaine/chatelaine.db."
        case .unknownScheme: "This kind of database is not known; use sqlite:PATH."
        case .noPath: "The path of the database file is missing; write sqlite:PATH."
        case .memory: "A database in memory cannot be shared between readers and a writer; use temporary."
        case .notBuiltIn(let engine): "\(engine) is not built in yet; use sqlite:PATH."
        }
    }
}
