import Foundation
import Storage
import Synchronization

/// A throw-away server on a socket (`scripts/postgresql`), gone when this object or the process is.
final class TestCluster: Sendable {
    /// The one of the whole suite.
    static let shared = Result { try TestCluster() }

    /// Whether the server is installed. Where it is missing the tests go on without it, unless `CHATELAINE_REQUIRE_POSTGRESQL` is set.
    static let isWanted: Bool = {
        if FileManager.default.isExecutableFile(atPath: binaries + "/postgres") { return true }
        if ProcessInfo.processInfo.environment["CHATELAINE_REQUIRE_POSTGRESQL"] != nil { return true }
        let line = String(repeating: "!", count: 100)
        print("\n\(line)\nPostgreSQL is not tested: there is no \(binaries)/postgres. Install Debian's package postgresql.\n\(line)\n")
        return false
    }()

    private static let binaries = ProcessInfo.processInfo.environment["CHATELAINE_POSTGRESQL_BIN"] ?? "/usr/lib/postgresql/15/bin"

    let directory: String
    private let commands: FileHandle
    private let answers: Mutex<FileHandle>

    init(_ settings: String...) throws {
        let script = URL(filePath: #filePath).appending(path: "../../../../scripts/postgresql").standardized.path
        let (input, output) = (Pipe(), Pipe())
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = [script] + settings
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        commands = input.fileHandleForWriting
        directory = try Self.line(output.fileHandleForReading)
        answers = Mutex(output.fileHandleForReading)
    }

    deinit { try? commands.close() }

    func url(of database: String, _ options: String = "") throws -> DatabaseURL {
        try DatabaseURL("postgres://keeper@\(directory.replacing("/", with: "%2F"))/\(database)\(options)")
    }

    /// `crash`, `stop` or `start`.
    func order(_ command: String) throws {
        try answers.withLock {
            try commands.write(contentsOf: Data((command + "\n").utf8))
            guard try Self.line($0) == "done" else { throw Broken(what: command) }
        }
    }

    /// One of PostgreSQL's own programs, on this server.
    func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: Self.binaries + "/" + program)
        process.arguments = ["--host=\(directory)", "--username=keeper"] + arguments
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Broken(what: program) }
    }

    struct Broken: Error { let what: String }

    private static func line(_ file: FileHandle) throws -> String {
        var line = ""
        while let byte = try file.read(upToCount: 1)?.first {
            if byte == UInt8(ascii: "\n") { return line }
            line.unicodeScalars.append(Unicode.Scalar(byte))
        }
        throw Broken(what: "scripts/postgresql")
    }
}
