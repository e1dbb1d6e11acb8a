import Foundation
import Storage
import TestSupport
import Testing

@Suite struct ColumnsTests {
    @Test(arguments: TestEngine.allCases) func `a long text whose letters bear too many marks is not read`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let (short, long) = ("e" + String(repeating: "\u{301}", count: 400), "e" + String(repeating: "\u{301}\u{316}", count: 2000))
        try await storage.write { transaction in
            try transaction.add(1, short)
            try transaction.add(2, long)
        }
        func name(_ id: Int64) async throws -> String? {
            try await storage.read { try $0.row("SELECT name FROM people WHERE id = \(id)") { try $0.text("name") } }
        }
        #expect(try await name(1)?.unicodeScalars.count == 401)
        await #expect(throws: StorageFault.self) { try await name(2) }
    }

    @Test(arguments: TestEngine.allCases)
    func `every type comes back as it went`(engine: TestEngine) async throws {
        let instant = Date(timeIntervalSince1970: 1_772_000_000.123456)
        let bytes = (0...255).map { UInt8($0) }
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        try await storage.write { transaction in
            try transaction.run(
                "INSERT INTO people (id, name, ssin, seen, active) VALUES (\(Int64.max), \("Hélène 😀 Renard"), \(bytes), \(instant), \(false))")
            try transaction.run("INSERT INTO people (id, name, ssin) VALUES (\(Int64.min), \(""), \([] as [UInt8]))")
            let full: Void? = try transaction.row("SELECT * FROM people WHERE active = 0") { (row: Columns) throws -> Void in
                #expect(try row.integer("id") == .max)
                #expect(try row.optionalInteger("id") == .max)
                #expect(try row.text("name") == "Hélène 😀 Renard")
                #expect(try row.optionalText("name") == "Hélène 😀 Renard")
                #expect(try row.bytes("ssin") == bytes)
                #expect(try row.date("seen") == Dates.stored(instant))
                #expect(try row.flag("active") == false)
            }
            let empty: Void? = try transaction.row("SELECT * FROM people WHERE active = 1") { (row: Columns) throws -> Void in
                #expect(try row.integer("id") == .min)
                #expect(try row.text("name") == "")
                #expect(try row.optionalBytes("ssin") == [])
                #expect(try row.optionalDate("seen") == nil)
                #expect(try row.optionalText("folded") == nil)
                #expect(try row.optionalInteger("entity") == nil)
                #expect(try row.flag("active"))
            }
            try #require(full != nil && empty != nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a missing, empty or mistyped column is a fault that names it and not its value`(engine: TestEngine) async throws {
        let readings: [(String, @Sendable (Columns) throws -> Void)] = [
            ("nickname", { _ = try $0.text("nickname") }),
            ("nickname", { _ = try $0.optionalBytes("nickname") }),
            ("name", { _ = try $0.integer("name") }),
            ("name", { _ = try $0.optionalBytes("name") }),
            ("name", { _ = try $0.date("name") }),
            ("id", { _ = try $0.text("id") }),
            ("id", { _ = try $0.flag("id") }),
            ("seen", { _ = try $0.date("seen") }),
            ("entity", { _ = try $0.integer("entity") }),
            ("ssin", { _ = try $0.bytes("ssin") }),
            ("half", { _ = try $0.integer("half") }),
        ]
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        try await storage.write { transaction in
            try transaction.run("INSERT INTO people (id, name) VALUES (\(79), \("Karl Weber"))")
            for (column, reading) in readings {
                #expect {
                    _ = try transaction.row("SELECT people.*, 1.0 / 2 AS half FROM people", reading)
                } throws: { error in
                    guard case .column(name: column, _) = error as? StorageFault else { return false }
                    return !"\(error)".contains("Karl") && !"\(error)".contains("79")
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `texts are lent as they are, and nothing else is`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        try await storage.write { transaction in
            try transaction.run("INSERT INTO people (id, name, ssin) VALUES (\(1), \("Hélène 😀 Renard"), \([0, 255, 7] as [UInt8]))")
            try transaction.run("INSERT INTO people (id, name, ssin) VALUES (\(2), \(""), \([] as [UInt8]))")
            var lent: [[UInt8]] = []
            try transaction.each("SELECT name, ssin, id, entity FROM people ORDER BY id") { row in
                // The first row is still in the engine's hands, the second was put aside for this statement where the engine has but one.
                for _ in 0..<2 {
                    try row.lendText(at: 0) { text in lent.append(text.indices.map { text[$0] }) }
                    for position in [1, 2, 3, 4] { #expect(throws: StorageFault.self) { try row.lendText(at: position) { _ in } } }
                    #expect(try row.optionalInteger(at: 3) == nil)
                    #expect(throws: StorageFault.self) { try row.integer(at: 3) }
                    #expect(throws: StorageFault.self) { try row.integer(at: 0) }
                }
                _ = try transaction.count("SELECT COUNT(*) FROM entities")
            }
            let first = Array("Hélène 😀 Renard".utf8)
            #expect(lent == [first, first, [], []])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a text with the character zero is refused rather than cut`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        await #expect(throws: StorageFault.unstorable("a text holds the character U+0000")) {
            try await storage.write { try $0.run("UPDATE entities SET name = \("Hélène\u{0}Renard")") }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `counting without a number is a fault`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        await #expect(throws: StorageFault.self) { try await storage.read { try $0.count("SELECT name FROM entities") } }
        await #expect(throws: StorageFault.self) { try await storage.read { try $0.count("SELECT id FROM entities WHERE id = 9") } }
    }
}
