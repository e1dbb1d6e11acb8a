import Storage
import TestSupport
import Testing

@Suite struct NumberRowTests {
    @Test(arguments: TestEngine.allCases)
    func `columns are read as numbers, and few texts by where they were first met`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let hash: [UInt8] = (0..<32).map { $0 == 0 ? 255 : $0 }
        let names = ["Hélène", "Renard", "", "Hélène", "Renard", "Hélène"]
        try await storage.write { tx in
            for (id, name) in names.enumerated() {
                try tx.run(
                    "INSERT INTO people (id, entity, name, ssin, active) VALUES (\(Int64(id)), \(id == 0 ? 1 : nil as Int64?), \(name), \(hash), 0)")
            }
            var (read, told): ([[Int64]], [String]) = ([], [])
            try tx.each("SELECT id, name, entity, ssin FROM people ORDER BY id", as: [.integer, .code, .optionalInteger, .halves]) { row, codes in
                // The first row is still in the engine's hands, the others were put aside for this statement where the engine has but one.
                _ = try tx.count("SELECT COUNT(*) FROM entities")
                read.append(row.indices.map { row[$0] })
                told.append(codes[row[1]])
            }
            let halves: [Int64] = [Int64(bitPattern: 0xFF01_0203_0405_0607), 0x0809_0A0B_0C0D_0E0F]
            let codes: [Int64] = [0, 1, 2, 0, 1, 0]
            #expect(read == codes.enumerated().map { [Int64($0), $1, $0 == 0 ? 1 : NumberRow.null] + halves })
            #expect(told == names)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `texts that fall on one place are told apart`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        let names = ["aXbYc", "aZbYc", "aXbYc", "aZbYc"]
        try await storage.write { tx in
            for (id, name) in names.enumerated() { try tx.run("INSERT INTO people (id, name, active) VALUES (\(Int64(id)), \(name), 0)") }
            var told: [String] = []
            try tx.each("SELECT name FROM people ORDER BY id", as: [.code]) { row, codes in told.append(codes[row[0]]) }
            #expect(told == names)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what a column does not hold is a fault that names it`(engine: TestEngine) async throws {
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        try await storage.write { tx in
            try tx.run("INSERT INTO people (id, name, ssin) VALUES (\(79), \("Karl Weber"), \([UInt8](repeating: 1, count: 15)))")
            let wrong: [NumberRow.Column] = [.integer, .optionalInteger, .code, .halves]
            let readings: [(SQL, [Int])] = [
                ("SELECT id, name FROM people", [0, 1, 3]), ("SELECT id, id FROM people", [2, 3]), ("SELECT id, entity FROM people", [0, 2, 3]),
                ("SELECT id, ssin FROM people", [0, 1, 2, 3]),
            ]
            for (sql, kinds) in readings {
                for kind in kinds {
                    #expect {
                        try tx.each(sql, as: [.integer, wrong[kind]]) { _, _ in }
                    } throws: { error in
                        guard case .column(name: "2", _) = error as? StorageFault else { return false }
                        return !"\(error)".contains("Karl")
                    }
                }
            }
        }
    }
}
