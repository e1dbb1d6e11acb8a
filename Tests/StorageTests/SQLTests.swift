import Storage
import TestSupport
import Testing

@Suite struct SQLTests {
    private let name = "Robert'); DROP TABLE people; --"

    @Test func `an interpolated string is a value, also when it is a literal`() {
        let sql: SQL = "SELECT \(name), \("literal")"
        #expect(sql.values == [.text(name), .text("literal")])
    }

    @Test func `a fragment brings its text and its values`() {
        let condition: SQL = "id = \(7)"
        let sql: SQL = "SELECT name FROM people WHERE \(condition) AND name = \(name)"
        #expect(sql.values == [.integer(7), .text(name)])
    }

    @Test func `every kind of value has its place`() {
        let nothing: String? = nil
        let sql: SQL = "\(1) \(Int64.max) \(true) \(false) \([1, 2] as [UInt8]) \(nothing)"
        #expect(sql.values == [.integer(1), .integer(.max), .integer(1), .integer(0), .bytes([1, 2]), .null])
    }

    @Test func `an identifier of another module is bound by its raw value`() {
        let sql: SQL = "\(EntityID(rawValue: 12)) \(EntityID(rawValue: 13) as EntityID?)"
        #expect(sql.values == [.integer(12), .integer(13)])
    }

    @Test(arguments: TestEngine.allCases)
    func `hostile text is stored as it is and harms nothing`(engine: TestEngine) async throws {
        let hostile = [name, "' OR '1'='1", "\"; --", "?1 $1 :name @name", "%_\\", "été œuvre 😀 \u{202E}", ""]
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let (stored, found) = try await storage.write { transaction in
            for (id, name) in hostile.enumerated() { try transaction.run("INSERT INTO people (id, name) VALUES (\(id), \(name))") }
            return (
                try transaction.names(),
                try transaction.count("SELECT COUNT(*) FROM people WHERE name = \(hostile[1])")
            )
        }
        #expect(stored == hostile)
        #expect(found == 1)
    }

    @Test(arguments: TestEngine.allCases)
    func `a list is one parameter for each of its values`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let (some, none, texts) = try await storage.write { transaction in
            for id in 1...5 { try transaction.add(Int64(id), "person \(id)") }
            let none: [Int64] = []
            return (
                try transaction.rows("SELECT id FROM people WHERE id IN \(list: [2, 4, 9]) AND id < \(4) ORDER BY id") { try $0.integer("id") },
                try transaction.count("SELECT COUNT(*) FROM people WHERE id IN \(list: none)"),
                try transaction.count("SELECT COUNT(*) FROM people WHERE name IN \(list: ["person 1", "' OR 1 = 1"])")
            )
        }
        #expect(some == [2])
        #expect(none == 0)
        #expect(texts == 1)
    }

    @Test(arguments: TestEngine.allCases)
    func `conditions are joined with their own brackets`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let counts = try await storage.write { transaction in
            for id in 1...5 { try transaction.add(Int64(id), "person \(id)") }
            let edges: SQL = "id = \(1) OR id = \(5)"
            return try [SQL.all([]), .any([]), .all([edges, "id > \(1)"]), .any([.all([edges, "id > \(1)"]), "id = \(2)"])].map {
                try transaction.count("SELECT COUNT(*) FROM people WHERE \($0)")
            }
        }
        #expect(counts == [5, 0, 1, 2])
    }

    @Test(arguments: TestEngine.allCases)
    func `fragments are joined by a separator`(engine: TestEngine) async throws {
        let columns: [SQL] = ["id", "name"]
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let name = try await storage.write { transaction in
            try transaction.add(1, "Nadia Benali")
            return try transaction.row("SELECT \(columns.joined(separator: ", ")) FROM people") { try $0.text("name") }
        }
        #expect(name == "Nadia Benali")
    }
}

private struct EntityID: RawRepresentable { let rawValue: Int64 }
extension EntityID: Bindable {}
