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
}
