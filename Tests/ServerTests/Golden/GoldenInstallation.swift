import Foundation
import Rules
import Sample
import Standards
import Storage
import TestSupport
import Testing

@testable import Server

/// An installation as some version of the product left it, kept in `Tests/Golden`: the data directory with its keys and checkpoints, the database of
/// one engine, and what that version said of it.
struct GoldenInstallation {
    /// What the version that wrote the installation said of it.
    struct Said: Codable, Equatable {
        let size: Int64
        /// Root of the ledger's tree over the bytes of all acts, in base64.
        let root: String
        /// Codes of the acts it holds, sorted.
        let codes: [String]
        /// Rows of each table that holds any.
        let rows: [String: Int]
    }

    let folder: URL
    let engine: TestEngine

    static let root = URL(filePath: #filePath).appending(path: "../../../Golden").standardized

    /// The name under which one is to be written (`WriteGolden`).
    static let asked = ProcessInfo.processInfo.environment["CHATELAINE_WRITE_GOLDEN"]

    /// Every installation that is kept, of the engines that this run tests.
    static let kept: [GoldenInstallation] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted().flatMap { name in
            TestEngine.allCases.map { GoldenInstallation(folder: root.appending(path: name), engine: $0) }
        }
    }()

    private var archive: URL { folder.appending(path: "\(engine.rawValue.lowercased()).tar.gz") }
    private var dump: String { engine == .sqlite ? "chatelaine.db" : "chatelaine.dump" }

    var said: Said {
        get throws { try JSONDecoder().decode(Said.self, from: Data(contentsOf: folder.appending(path: "\(engine.rawValue.lowercased()).json"))) }
    }

    /// Unpacked into a database of its own, as its version left it, and how to open that.
    func unpacked() async throws -> (database: HouseDatabase, options: Options) {
        let database = await HouseDatabase.bare(engine)
        try restore(to: database.directory, database)
        var options = Options()
        (options.data, options.database, options.isDemo) = (database.directory, "\(try database.url())", true)
        return (database, options)
    }

    /// Unpacked into the directory and the database, neither migrated nor opened.
    func restore(to directory: URL, _ database: HouseDatabase) throws {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try Self.run("/bin/tar", ["--extract", "--gzip", "--file", archive.path, "--directory", directory.path])
        guard engine == .postgreSQL else { return }
        let file = directory.appending(path: dump)
        try TestCluster.shared.get().run("pg_restore", ["--no-owner", "--exit-on-error", "--dbname", try database.name, file.path])
        try FileManager.default.removeItem(at: file)
    }

    /// Keeps what stands in a data directory and its database.
    func write(from directory: URL, _ database: HouseDatabase, _ said: Said) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if engine == .postgreSQL {
            try TestCluster.shared.get().run(
                "pg_dump", ["--format=custom", "--no-owner", "--file", directory.appending(path: dump).path, try database.name])
        }
        try Self.run("/bin/tar", ["--create", "--gzip", "--file", archive.path, "--directory", directory.path, "keys", "checkpoints", dump])
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try (encoder.encode(said) + [0x0A]).write(to: folder.appending(path: "\(engine.rawValue.lowercased()).json"))
    }

    private static func run(_ program: String, _ arguments: [String]) throws {
        let process = try Process.run(URL(filePath: program), arguments: arguments)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(program)")
    }
}

extension GoldenInstallation: CustomTestStringConvertible {
    var testDescription: String { "\(folder.lastPathComponent) on \(engine)" }
}

extension Transaction {
    /// What is true of the ledger and the tables now.
    func goldenFacts() throws -> GoldenInstallation.Said {
        let head = try ledgerHead()
        let codes = try rows("SELECT DISTINCT code FROM acts ORDER BY code") { try $0.text("code") }
        let counts = try Schema.tables.map { table in (table.name, try count(table)) }
        return GoldenInstallation.Said(
            size: head.size, root: head.root.base64, codes: codes, rows: Dictionary(uniqueKeysWithValues: counts).filter { $0.value > 0 })
    }
}
