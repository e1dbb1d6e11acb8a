import CPostgreSQL
import Foundation
package import Storage
import Synchronization

/// A throw-away server on a socket (`scripts/postgresql`), gone when this object or the process is.
package final class TestCluster: Sendable {
    /// The one of the whole run.
    package static let shared = Result { try TestCluster() }

    /// Whether the server is installed. Where it is missing the tests go on without it, unless `CHATELAINE_REQUIRE_POSTGRESQL` is set.
    package static let isWanted: Bool = {
        if FileManager.default.isExecutableFile(atPath: binaries + "/postgres") { return true }
        if ProcessInfo.processInfo.environment["CHATELAINE_REQUIRE_POSTGRESQL"] != nil { return true }
        let line = String(repeating: "!", count: 100)
        print("\n\(line)\nPostgreSQL is not tested: there is no \(binaries)/postgres. Install Debian's package postgresql.\n\(line)\n")
        return false
    }()

    private static let binaries = ProcessInfo.processInfo.environment["CHATELAINE_POSTGRESQL_BIN"] ?? "/usr/lib/postgresql/15/bin"

    /// Of its socket, and of the certificate when it was asked for one.
    package let directory: String
    private let port: String
    private let commands: FileHandle
    private let answers: Mutex<FileHandle>

    package init(_ settings: String...) throws {
        let script = URL(filePath: #filePath).appending(path: "../../../scripts/postgresql").standardized.path
        let (input, output) = (Pipe(), Pipe())
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = [script] + settings
        port = settings.first { $0.hasPrefix("port=") } ?? "port=5432"
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        commands = input.fileHandleForWriting
        directory = try Self.line(output.fileHandleForReading)
        answers = Mutex(output.fileHandleForReading)
    }

    deinit { try? commands.close() }

    /// - Parameter options: what follows the database's name, with its question mark.
    package func url(of database: String, _ options: String = "") throws -> DatabaseURL {
        try DatabaseURL("postgres://keeper@\(directory.replacing("/", with: "%2F"))/\(database)\(options)")
    }

    /// `crash`, `stop` or `start`.
    package func order(_ command: String) throws {
        try answers.withLock {
            try commands.write(contentsOf: Data((command + "\n").utf8))
            guard try Self.line($0) == "done" else { throw Broken(what: command) }
        }
    }

    /// One of PostgreSQL's own programs, on this server.
    package func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: Self.binaries + "/" + program)
        process.arguments = ["--host=\(directory)", "--username=keeper"] + arguments
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Broken(what: program) }
    }

    /// One statement of the superuser, outside of any transaction: what makes and drops databases.
    package func command(_ statement: String) throws {
        let connection = PQconnectdb("host=\(directory) \(port) user=keeper dbname=postgres options='-c default_transaction_read_only=off'")
        defer { PQfinish(connection) }
        let result = PQexec(connection, statement)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw Broken(what: String(cString: PQerrorMessage(connection))) }
    }

    package struct Broken: Error { package let what: String }

    private static func line(_ file: FileHandle) throws -> String {
        var line = ""
        while let byte = try file.read(upToCount: 1)?.first {
            if byte == UInt8(ascii: "\n") { return line }
            line.unicodeScalars.append(Unicode.Scalar(byte))
        }
        throw Broken(what: "scripts/postgresql")
    }
}
