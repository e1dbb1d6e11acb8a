import Foundation
import HTTPTypes
import Rules
import Sample
import Storage
import TestSupport
import Testing

@testable import Server

/// The schema is compared again while the server runs.
@Suite struct SchemaWatchTests {
    @Test func `nothing is written while the tables are not ours, and health and metrics say so`() async throws {
        let walk = try await UsersWalk.demo()
        let (test, jan) = (walk.test, try await walk.test.signedIn(Town.jan))
        try await test.house.schema.check()
        #expect(await test.house.health.state() == .ok)

        try test.database.administrator.run("DROP INDEX one_open_chief")
        try await test.house.schema.check()
        #expect(await test.house.health.state() == .unauthentic)
        #expect(await test.house.scrape().contains("chatelaine_schema_differences 1\n"))
        let path = walk.path(.blockUser, try await walk.user(Town.fatima))
        #expect(try await jan.post(path, ["reason": "absence"]).status.kind == .serverError)
        await #expect(throws: ForeignSchema.self) { try await test.house.write { _ in } }

        try test.database.administrator.run("CREATE UNIQUE INDEX one_open_chief ON assignments (entity) WHERE role = 'chief' AND open = 1")
        try await test.house.schema.check()
        #expect(await test.house.health.state() == .ok)
        #expect(try await jan.post(path, ["reason": "absence"]).status == .seeOther)
    }

    @Test func `nothing is written while the mark is gone that rows carry codes`() async throws {
        let test = try await TestHouse.demo()
        try await test.house.schema.check()
        #expect(await test.house.health.state() == .ok)

        let mark = try await test.house.read { tx in
            try tx.rows("SELECT id, vouched_at, code FROM vouched") {
                (try $0.integer("id"), try $0.integer("vouched_at"), try $0.bytes("code"))
            }
        }
        try test.database.administrator.run("DELETE FROM vouched")
        try await test.house.schema.check()
        #expect(await test.house.health.state() == .unauthentic)
        await #expect(throws: VouchingLost.self) { try await test.house.write { _ in } }

        try await test.house.storage.write(.alone) { tx in
            for (id, at, code) in mark { try tx.run("INSERT INTO vouched (id, vouched_at, code) VALUES (\(id), \(at), \(code))") }
        }
        try await test.house.schema.check()
        #expect(await test.house.health.state() == .ok)
        try await test.house.write { _ in }
    }

    @Test func `the marks beside the keys are put back`() async throws {
        let test = try await TestHouse.demo()
        let marks = ["keys/vouched", "keys/counted"].map { test.data.appending(path: $0) }
        for mark in marks { try? FileManager.default.removeItem(at: mark) }
        try await test.house.schema.check()
        #expect(marks.allSatisfy { FileManager.default.fileExists(atPath: $0.path) })
    }
}
