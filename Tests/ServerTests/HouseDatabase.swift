import Foundation
import Server
import Storage
import Synchronization
import TestSupport

/// A database with the product's tables, on the engine the run asks unless a test says otherwise, and a directory beside it. Both go with it.
final class HouseDatabase: Sendable {
    let directory: URL
    let scans = ScanLog()
    private let database: TestDatabase

    private init(_ database: TestDatabase) {
        self.database = database
        directory = URL(filePath: database.directory)
    }

    deinit { Self.places.leave() }

    /// A database without a table, to restore one into.
    static func bare(_ engine: TestEngine) async -> HouseDatabase {
        await places.enter()
        return HouseDatabase(TestDatabase(engine))
    }

    static func make(_ engine: TestEngine = .chosen, holding contents: HouseTemplate.Contents = .tables) async throws -> HouseDatabase {
        let template = try await HouseTemplate.made(contents, engine)
        await places.enter()
        let database = HouseDatabase(TestDatabase(engine, like: template.name))
        try template.copyFiles(to: database.directory)
        return database
    }

    /// Of the database on PostgreSQL; it is made first.
    var name: String {
        get throws {
            _ = try url()
            return database.name
        }
    }

    /// Whoever may do anything with it.
    var administrator: Administrator {
        get throws { Administrator(of: try url(), named: database.engine == .postgreSQL ? try name : "") }
    }

    /// On PostgreSQL two connections are enough: one reads, one writes.
    func url() throws -> DatabaseURL {
        switch database.engine {
        case .sqlite: .sqlite(path: directory.appending(path: "chatelaine.db").path)
        case .postgreSQL: try database.url("?connections=2")
        }
    }

    /// Opened with the keys of its directory, with every table.
    func open() async throws -> Storage {
        let storage = try await withCheckedThrowingContinuation { continuation in
            // The server takes its time to make a database.
            DispatchQueue.global().async { continuation.resume(with: Result { try Storage(self.url(), scans: self.scans.hear) }) }
        }
        try await storage.migrate(Schema.migrations)
        return storage.sealing(with: try KeyRing(directory: directory.appending(path: "keys")).sealer)
    }

    /// All tests begin at the same time, but there are only so many connections. A test that needs two databases may wait for one while it holds the
    /// other: there are many more places than such tests.
    private static let places = Places(64)
}

/// Statements that read a table from end to end, from some moment on. A page or an act that does so is as slow as an installation is large.
final class ScanLog: Sendable {
    private let heard = Mutex<Set<String>?>(nil)

    var statements: Set<String> { heard.withLock { $0 ?? [] } }

    func begin() { heard.withLock { $0 = [] } }

    @Sendable func hear(_ statement: String, _ rows: Int) { heard.withLock { _ = $0?.insert(statement) } }
}

/// Lets so many in.
private final class Places: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(_ number: Int) { state = Mutex(State(free: number)) }

    func enter() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free == 0 else {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    func leave() {
        let next = state.withLock { state in
            guard let first = state.waiting.first else {
                state.free += 1
                return CheckedContinuation<Void, Never>?.none
            }
            state.waiting.removeFirst()
            return first
        }
        next?.resume()
    }
}
