import Foundation
import Logging
import Rules
import Sample
import Server
import Storage

/// Durable acts a second, against raw inserts of the same bytes with the same flush to the disk.
/// `ActsBenchmark DIRECTORY [ACTS] [RUNS]` works in a new folder of DIRECTORY, whose disk is the one measured, and prints JSON.
@main
struct ActsBenchmark {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 2 else { throw Usage() }
        let acts = arguments.count > 2 ? Int(arguments[2]) ?? 1000 : 1000
        let runs = arguments.count > 3 ? Int(arguments[3]) ?? 5 : 5
        let folder = URL(filePath: arguments[1]).appending(path: "acts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }

        let registrations = try await Registrations(folder: folder, people: (2 * acts + 1) * runs)
        let raw = try RawInserts(path: folder.appending(path: "raw.db").path)
        var measured: [Run] = []
        for _ in 0..<runs {
            let body = try await registrations.someBody()
            // In turns, short ones, so that both meet the same disk.
            var run = Run()
            let turn = max(1, acts / 10)
            for _ in 0..<10 {
                run.rawSeconds += try seconds { try raw.insert(body, times: turn) }
                run.actsSeconds += try await seconds { try await registrations.register(turn) }
                run.manySeconds += try await seconds { try await registrations.register(turn, writers: 16) }
            }
            run.count = turn * 10
            measured.append(run)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        print(String(decoding: try encoder.encode(Report(measured)), as: UTF8.self))
    }

    private static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        return (ContinuousClock.now - start) / .seconds(1)
    }

    private static func seconds(_ body: @Sendable () async throws -> Void) async rethrows -> Double {
        let start = ContinuousClock.now
        try await body()
        return (ContinuousClock.now - start) / .seconds(1)
    }

    struct Usage: Error, CustomStringConvertible {
        let description = "usage: ActsBenchmark DIRECTORY [ACTS] [RUNS]"
    }
}

/// One run: so many of each, and how long each kind took.
struct Run {
    var count = 0
    var rawSeconds = 0.0
    var actsSeconds = 0.0
    var manySeconds = 0.0
}

/// Medians and spreads of all runs, each ratio within its run.
struct Report: Encodable {
    struct Spread: Encodable {
        let median: Double
        let least: Double
        let most: Double

        init(_ values: [Double]) {
            let sorted = values.sorted()
            (median, least, most) = (sorted[sorted.count / 2], sorted[0], sorted[sorted.count - 1])
        }
    }

    let rawPerSecond: Spread
    let actsPerSecond: Spread
    let actsPerSecond16Writers: Spread
    let ratio: Spread
    let ratio16Writers: Spread
    let runs: Int

    init(_ runs: [Run]) {
        rawPerSecond = Spread(runs.map { Double($0.count) / $0.rawSeconds })
        actsPerSecond = Spread(runs.map { Double($0.count) / $0.actsSeconds })
        actsPerSecond16Writers = Spread(runs.map { Double($0.count) / $0.manySeconds })
        ratio = Spread(runs.map { $0.rawSeconds / $0.actsSeconds })
        ratio16Writers = Spread(runs.map { $0.rawSeconds / $0.manySeconds })
        self.runs = runs.count
    }
}
