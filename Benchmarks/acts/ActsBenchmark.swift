import Foundation
import Logging
import Rules
import Sample
import Server
import Storage

/// Durable acts a second, against raw inserts of the same bytes with the same flush to the disk, by one writer and by sixteen.
/// `ActsBenchmark DIRECTORY [ACTS] [RUNS] [postgres://…]` works in a new folder of DIRECTORY, whose disk is the one measured, or in an empty database of
/// PostgreSQL, and prints JSON.
@main
struct ActsBenchmark {
    private static let writers = 16

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 2 else { throw Usage() }
        let acts = arguments.count > 2 ? Int(arguments[2]) ?? 1000 : 1000
        let runs = arguments.count > 3 ? Int(arguments[3]) ?? 5 : 5
        let folder = URL(filePath: arguments[1]).appending(path: "acts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }

        let server = arguments.count > 4 ? arguments[4] : nil
        let database = server ?? "sqlite:\(folder.appending(path: "chatelaine.db").path)"
        let registrations = try await Registrations(database, folder: folder, people: (2 * acts + 1) * runs, writers: writers)
        let raw: any RawInserts =
            if let server { try RawPostgreSQL(server, writers: writers) } else { try await sqlite(folder.appending(path: "raw.db").path) }
        var measured: [Run] = []
        for _ in 0..<runs {
            let body = try await registrations.someBody()
            // In turns, short ones, so that all meet the same disk.
            var run = Run()
            let turn = max(1, acts / 10)
            for _ in 0..<10 {
                try await run.raw.measure { try await raw.insert(body, times: turn, writers: 1) }
                try await run.acts.measure { try await registrations.register(turn) }
                try await run.rows.measure { try await raw.insertRows(body, times: turn, writers: 1) }
                try await run.rawMany.measure { try await raw.insert(body, times: turn, writers: writers) }
                try await run.actsMany.measure { try await registrations.register(turn, writers: writers) }
                try await run.rowsMany.measure { try await raw.insertRows(body, times: turn, writers: writers) }
            }
            run.count = turn * 10
            measured.append(run)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        print(String(decoding: try encoder.encode(Report(measured)), as: UTF8.self))
    }

    /// Tables like the product's, in a file of their own.
    private static func sqlite(_ path: String) async throws -> RawSQLite {
        let storage = try Storage(.sqlite(path: path))
        try await storage.migrate(Schema.migrations)
        try storage.close()
        return try RawSQLite(path: path)
    }

    struct Usage: Error, CustomStringConvertible {
        let description = "usage: ActsBenchmark DIRECTORY [ACTS] [RUNS] [postgres://…]"
    }
}
