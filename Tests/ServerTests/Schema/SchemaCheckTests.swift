import Foundation
import Rules
import Sample
import TestSupport
import Testing

@testable import Server
@testable import Storage

/// The tables are as our migrations make them, or nothing of the database is used.
@Suite struct SchemaCheckTests {
    @Test(arguments: SchemaTampering.all)
    func `whatever is changed but rows is refused and named`(tampering: SchemaTampering) async throws {
        let database = try await HouseDatabase.make(tampering.engine)
        try await database.open().close()
        try database.administrator.run(tampering.statements)
        let storage = try Storage(database.url())
        let foreign = await #expect(throws: ForeignSchema.self) { try await storage.requireSchema(of: Schema.migrations) }
        let said = try #require(foreign?.description)
        for told in tampering.told { #expect(said.contains(told), "\(said)") }
    }

    @Test(arguments: TestEngine.allCases) func `a database of any earlier version is as that version made it`(engine: TestEngine) async throws {
        let database = await HouseDatabase.bare(engine)
        let storage = try Storage(database.url())
        try await storage.requireSchema(of: Schema.migrations)
        for count in Schema.migrations.indices {
            try await storage.migrate(Array(Schema.migrations[...count]))
            try await storage.requireSchema(of: Schema.migrations)
        }
    }

    @Test(arguments: TestEngine.allCases) func `what stands in a database without our tables is not taken for ours`(engine: TestEngine) async throws {
        let database = await HouseDatabase.bare(engine)
        let storage = try Storage(database.url())
        try database.administrator.run("CREATE TABLE recipes (id BIGINT)")
        let foreign = await #expect(throws: ForeignSchema.self) { try await storage.requireSchema(of: Schema.migrations) }
        #expect(foreign?.differences == [.foreign(SchemaObject("table", "recipes"))])
    }

    @Test(arguments: TestEngine.allCases) func `a later version's database is refused as before`(engine: TestEngine) async throws {
        let database = try await HouseDatabase.make(engine)
        let storage = try await database.open()
        let fewer = Array(Schema.migrations.dropLast())
        await #expect(throws: StorageFault.migration(.unknown(name: Schema.migrations[fewer.count].name))) {
            try await storage.requireSchema(of: fewer)
        }
    }

    @Test(arguments: TestEngine.allCases) func `nothing starts on it, and verify names it`(engine: TestEngine) async throws {
        let database = try await HouseDatabase.make(engine)
        try await database.open().close()
        var options = Options()
        (options.data, options.database) = (database.directory, "\(try database.url())")
        try database.administrator.run("DROP INDEX one_open_chief")
        await #expect(throws: ForeignSchema.self) { try await DataDirectory(options) }
        await #expect(throws: ForeignSchema.self) { try await Audit.verify(options) }
        try database.administrator.run("CREATE UNIQUE INDEX one_open_chief ON assignments (entity) WHERE role = 'chief' AND open = 1")
        _ = try await DataDirectory(options)
    }

    @Test(arguments: TestEngine.allCases) func `who verifies what an earlier version left is told so`(engine: TestEngine) async throws {
        let database = await HouseDatabase.bare(engine)
        let storage = try Storage(database.url())
        try await storage.migrate(Schema.migrations.dropLast(2))
        try storage.close()
        _ = try KeyRing(directory: database.directory.appending(path: "keys"))
        var options = Options()
        (options.data, options.database) = (database.directory, "\(try database.url())")
        let earlier = await #expect(throws: EarlierSchema.self) { try await Audit.verify(options) }
        #expect(earlier?.missing == Schema.migrations.suffix(2).map(\.name))
    }

    @Test func `a trigger that is put into the open file never runs, and no view is read`() async throws {
        let database = try await HouseDatabase.make(.sqlite)
        let storage = try await database.open()
        try database.administrator.run("CREATE TRIGGER robber AFTER INSERT ON people BEGIN DELETE FROM people; END")
        try await storage.write { tx in try tx.add(Town.marieCollard) }
        #expect(try await storage.read { tx in try tx.count("SELECT COUNT(*) FROM people") } == 1)
        try database.administrator.run("DROP TRIGGER robber; ALTER TABLE people RENAME TO kept; CREATE VIEW people AS SELECT * FROM kept")
        await #expect(throws: StorageFault.self) { try await storage.read { tx in try tx.count("SELECT COUNT(*) FROM people") } }
    }
}
