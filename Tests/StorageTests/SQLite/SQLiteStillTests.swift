import Foundation
import TestSupport
import Testing

@testable import Storage

/// A copy of a database where nothing can be written.
@Suite struct SQLiteStillTests {
    private let database = TestDatabase(.sqlite)

    private func path() async throws -> String {
        let storage = try database.open()
        try await storage.migrate([Migration("one", "CREATE TABLE things (id BIGINT PRIMARY KEY)")])
        try await storage.write { tx in try tx.run("INSERT INTO things (id) VALUES (7)") }
        try storage.close()
        guard case .sqlite(let path) = try database.url() else { throw StorageFault.busy }
        return path
    }

    @Test func `it is read, and nothing is made beside it`() async throws {
        let path = try await path()
        let directory = URL(filePath: path).deletingLastPathComponent().path
        let before = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        let still = try SQLiteStill(path: path)
        #expect(try await still.read { tx in try tx.count("SELECT COUNT(*) FROM things WHERE id = 7") } == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory).sorted() == before)
        await #expect(throws: StorageFault.self) { try await still.write(.alone) { tx in try tx.run("DELETE FROM things") } }
        try still.close()
    }

    @Test func `signs in its path are no part of the address`() async throws {
        let path = try await path()
        let odd = URL(filePath: path).deletingLastPathComponent().appending(path: "50% of it? #1 é.db").path
        try FileManager.default.copyItem(atPath: path, toPath: odd)
        let still = try SQLiteStill(path: odd)
        #expect(try await still.read { tx in try tx.count("SELECT COUNT(*) FROM things") } == 1)
        try still.close()
    }

    @Test func `with a log beside it, it is refused: what is only there would be missed`() async throws {
        let path = try await path()
        try Data("changes".utf8).write(to: URL(filePath: path + "-wal"))
        #expect(throws: StorageFault.self) { try SQLiteStill(path: path) }
    }

    @Test func `a database that a server uses is not read as if it stood still`() async throws {
        guard getuid() != 0 else { return }
        let path = try await path()
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
        #expect(throws: StorageFault.self) { try Storage(reading: .sqlite(path: path), isServed: true) }
    }
}
