import Rules
import Sample
import Storage
import Testing

@testable import Server

/// DESIGN §9: the demo's secrets are refused outside `--demo`.
@Suite struct MixedWorldsTests {
    @Test func `an invented world is served as the demo only`() async throws {
        let test = try await TestHouse.demo()
        try await test.house.read { tx in try tx.admits(demo: true) }
        await #expect(throws: MixedWorlds(demo: false)) { try await test.house.read { tx in try tx.admits(demo: false) } }
    }

    @Test func `a database that knows real people is never the demo`() async throws {
        let test = try await TestHouse.empty()
        try await test.house.read { tx in try tx.admits(demo: true) }
        try await test.house.write { tx in try tx.add(Town.amelie) }
        try await test.house.read { tx in try tx.admits(demo: false) }
        await #expect(throws: MixedWorlds(demo: true)) { try await test.house.read { tx in try tx.admits(demo: true) } }
    }
}
