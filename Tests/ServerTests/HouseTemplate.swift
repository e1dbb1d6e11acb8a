import Foundation
import Storage
import Synchronization
import TestSupport

/// An installation that tests begin with: made once in a run on each engine and copied for every test, since making one takes longer than most tests.
/// So the copies have the same keys.
struct HouseTemplate: Sendable {
    enum Contents: CaseIterable {
        /// Every table, and nothing in them.
        case tables
        /// The demo world, founded at the time at which `TestClock` begins.
        case demo
        /// The same with everyone in their place who knocks at the gates of one entity.
        case gates
    }

    private let database: HouseDatabase
    /// Of the database on PostgreSQL; one of SQLite is among the files.
    let name: String

    static func made(_ contents: Contents, _ engine: TestEngine) async throws -> HouseTemplate {
        try await all.withLock { all in
            let key = Key(contents: contents, engine: engine)
            if let making = all[key] { return making }
            let making = Task { try await HouseTemplate(contents, engine) }
            all[key] = making
            return making
        }.value
    }

    private init(_ contents: Contents, _ engine: TestEngine) async throws {
        database = await HouseDatabase.bare(engine)
        name = engine == .postgreSQL ? try database.name : ""
        TemporaryDirectories.removeAtExit(database.directory)
        let storage = try await database.open()
        switch contents {
        case .tables: break
        case .demo: try await TestHouse.made(on: database, storage).found()
        case .gates: try await GateHouse.furnish(TestHouse.made(on: database, storage))
        }
        try storage.close()
    }

    /// Into a directory that is not there yet.
    func copyFiles(to directory: URL) throws {
        try FileManager.default.copyItem(at: database.directory, to: directory)
    }

    private struct Key: Hashable {
        let contents: Contents
        let engine: TestEngine
    }

    private static let all = Mutex<[Key: Task<HouseTemplate, any Error>]>([:])
}

/// Directories that are used until the process ends, and are removed then.
private enum TemporaryDirectories {
    private static let directories = Mutex<[URL]>([])

    static func removeAtExit(_ directory: URL) {
        directories.withLock { directories in
            if directories.isEmpty { atexit { TemporaryDirectories.remove() } }
            directories.append(directory)
        }
    }

    private static func remove() { for directory in directories.withLock({ $0 }) { try? FileManager.default.removeItem(at: directory) } }
}
