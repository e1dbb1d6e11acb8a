import Foundation
import Storage
import Synchronization
import Testing

/// The engines that the suite runs on.
enum TestEngine: String, CaseIterable, CustomTestStringConvertible {
    case sqlite = "SQLite"
    case postgreSQL = "PostgreSQL"

    static let allCases: [TestEngine] = TestCluster.isWanted ? [.sqlite, .postgreSQL] : [.sqlite]

    var testDescription: String { rawValue }
}

/// An empty database of one engine, removed at the end of the test.
final class TestDatabase: Sendable {
    let engine: TestEngine
    let directory: String
    private let name: String
    private let cluster: TestCluster?
    private let isMade = Mutex(false)

    /// On the cluster of the whole suite, unless a test has one of its own.
    init(_ engine: TestEngine, on cluster: TestCluster? = nil) {
        self.engine = engine
        self.cluster = cluster
        name = "storage-tests-" + UUID().uuidString
        directory = NSTemporaryDirectory() + name
    }

    deinit {
        switch engine {
        case .sqlite: try? FileManager.default.removeItem(atPath: directory)
        case .postgreSQL: if isMade.withLock({ $0 }) { try? (cluster ?? TestCluster.shared.get()).run("dropdb", ["--force", name]) }
        }
    }

    func url() throws -> DatabaseURL {
        guard engine == .postgreSQL else { return .sqlite(path: directory + "/deep/chatelaine.db") }
        let cluster = try cluster ?? TestCluster.shared.get()
        try isMade.withLock {
            if !$0 { try cluster.run("createdb", ["--template=template0", name]) }
            $0 = true
        }
        return try cluster.url(of: name)
    }

    /// Opened any number of times, as after a restart.
    func open() throws -> Storage { try Storage(url()) }

    /// Opened, with the tables of `town`.
    func openTown() async throws -> Storage {
        let storage = try open()
        try await storage.migrate([town])
        return storage
    }
}

/// Entities and people, with one constraint of each kind.
let town = Migration(
    "town",
    """
    CREATE TABLE entities (id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE)
    """,
    """
    CREATE TABLE people (
        id BIGINT NOT NULL PRIMARY KEY,
        entity BIGINT REFERENCES entities (id),
        name TEXT NOT NULL,
        folded TEXT,
        ssin BYTEA,
        seen BIGINT,
        active BIGINT NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
    )
    """,
    "CREATE UNIQUE INDEX people_name ON people (entity, name) WHERE active = 1",
    "CREATE INDEX people_folded ON people (folded, id)",
    "INSERT INTO entities (id, name) VALUES (1, 'Zorghuis De Linde vzw')"
)

extension Transaction {
    borrowing func add(_ id: Int64, _ name: String) throws {
        try run("INSERT INTO people (id, entity, name, folded) VALUES (\(id), 1, \(name), \(Folding.fold(name)))")
    }

    borrowing func names() throws -> [String] {
        try rows("SELECT name FROM people ORDER BY id") { try $0.text("name") }
    }
}
