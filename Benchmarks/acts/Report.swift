import Foundation

/// How long something took, on the clock and of this process's processor time.
struct Spent {
    var seconds = 0.0
    var processorSeconds = 0.0

    mutating func measure(_ body: @Sendable () async throws -> Void) async throws {
        let (start, used) = (ContinuousClock.now, Self.processor())
        try await body()
        seconds += (ContinuousClock.now - start) / .seconds(1)
        processorSeconds += Self.processor() - used
    }

    private static func processor() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
}

/// One run: so many of each kind, and what each kind took.
struct Run {
    var count = 0
    var raw = Spent()
    var acts = Spent()
    var rawMany = Spent()
    var actsMany = Spent()
    var rows = Spent()
    var rowsMany = Spent()
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
    let rawPerSecond16Writers: Spread
    let actsPerSecond: Spread
    let actsPerSecond16Writers: Spread
    let ratio: Spread
    let ratio16Writers: Spread
    /// To the rows of an act, written without asking.
    let rowsPerSecond: Spread
    let rowsPerSecond16Writers: Spread
    let ratioToRows: Spread
    let ratioToRows16Writers: Spread
    /// Microseconds of one act, the server of the database not counted.
    let processorTime: Spread
    let processorTime16Writers: Spread
    let runs: Int

    init(_ runs: [Run]) {
        rawPerSecond = Spread(runs.map { Double($0.count) / $0.raw.seconds })
        rawPerSecond16Writers = Spread(runs.map { Double($0.count) / $0.rawMany.seconds })
        actsPerSecond = Spread(runs.map { Double($0.count) / $0.acts.seconds })
        actsPerSecond16Writers = Spread(runs.map { Double($0.count) / $0.actsMany.seconds })
        ratio = Spread(runs.map { $0.raw.seconds / $0.acts.seconds })
        ratio16Writers = Spread(runs.map { $0.rawMany.seconds / $0.actsMany.seconds })
        rowsPerSecond = Spread(runs.map { Double($0.count) / $0.rows.seconds })
        rowsPerSecond16Writers = Spread(runs.map { Double($0.count) / $0.rowsMany.seconds })
        ratioToRows = Spread(runs.map { $0.rows.seconds / $0.acts.seconds })
        ratioToRows16Writers = Spread(runs.map { $0.rowsMany.seconds / $0.actsMany.seconds })
        processorTime = Spread(runs.map { $0.acts.processorSeconds / Double($0.count) * 1e6 })
        processorTime16Writers = Spread(runs.map { $0.actsMany.processorSeconds / Double($0.count) * 1e6 })
        self.runs = runs.count
    }
}
