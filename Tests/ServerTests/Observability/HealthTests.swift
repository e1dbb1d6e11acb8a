import Foundation
import HTTPTypes
import Storage
import TestSupport
import Testing
import Web

@testable import Server

@Suite struct HealthTests {
    @Test func `many who ask at once cost the database one question`() async throws {
        let test = try await TestHouse.demo()
        let before = test.house.storage.writers.reading.waits
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<50 { group.addTask { try await test.browser().get("/health").status.code } }
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(statuses == [200])
        // One, or two when the first answer grew old meanwhile.
        #expect((1...2).contains(test.house.storage.writers.reading.waits - before))
    }

    @Test func `a database that is gone is told, while the server lives`() async throws {
        let test = try await TestHouse.demo()
        try test.house.storage.close()
        let health = try await test.browser().get("/health")
        #expect(health.status == .serviceUnavailable)
        #expect(health.body == #"{"status":"unavailable"}"#)
        #expect(try await test.browser().get("/live").status == .ok)
        #expect(test.house.metrics.faults.value == 0)
    }

    @Test(.enabled(if: TestEngine.chosen == .sqlite)) func `a file put in the place of the database is told`() async throws {
        let test = try await TestHouse.demo()
        let file = test.data.appending(path: "chatelaine.db")
        #expect(try await test.browser().get("/health").status == .ok)
        try FileManager.default.copyItem(at: file, to: file.appendingPathExtension("other"))
        try #require(rename(file.path + ".other", file.path) == 0)
        try await Task.sleep(for: .seconds(1.1))
        #expect(try await test.browser().get("/health").status == .serviceUnavailable)
    }

    /// `/dev/full` takes nothing, as a full disk.
    @Test func `a disk that is full is told, and what was there before is left alone`() async throws {
        let test = try await TestHouse.demo()
        let (before, directory) = (try await test.acts().count, test.house.checkpoints.directory)
        try FileManager.default.createSymbolicLink(atPath: directory.appending(path: ".room").path, withDestinationPath: "/dev/full")
        #expect(try await test.browser().get("/health").status == .serviceUnavailable)
        #expect(try await test.browser().get("/live").status == .ok)
        #expect(try await test.acts().count == before && test.house.metrics.faults.value == 0)
    }

    @Test func `checkpoints that cannot be kept are told`() async throws {
        let test = try await TestHouse.demo()
        try FileManager.default.removeItem(at: test.house.checkpoints.directory)
        #expect(try await test.browser().get("/health").status == .serviceUnavailable)
    }

    @Test func `what was written to try is not kept`() async throws {
        let test = try await TestHouse.demo()
        let head = try await test.house.read { tx in try tx.ledgerHead() }
        #expect(try await test.browser().get("/health").status == .ok)
        #expect(try await test.house.read { tx in try tx.ledgerHead() } == head)
        let file = test.house.checkpoints.directory.appending(path: ".room")
        #expect(try Data(contentsOf: file).isEmpty)
    }
}
