import Foundation
import Server
import Synchronization

/// Says on standard error, every few seconds, how far the writing is.
final class PopulateProgress: Sendable {
    private struct State {
        var counts = WorldCounts()
        var told: ContinuousClock.Instant
        var actsTold = 0
    }

    private let begun: ContinuousClock.Instant
    private let state: Mutex<State>

    init(_ begun: ContinuousClock.Instant) {
        self.begun = begun
        state = Mutex(State(told: begun))
    }

    var counts: WorldCounts { state.withLock { $0.counts } }

    func tell(_ counts: WorldCounts) {
        let line: String? = state.withLock { state in
            state.counts = counts
            let (now, since) = (ContinuousClock.now, state.told)
            guard now - since >= .seconds(5) else { return nil }
            let rate = Int(Double(counts.acts - state.actsTold) / ((now - since) / .seconds(1)))
            (state.told, state.actsTold) = (now, counts.acts)
            return """
                \(Int((now - begun) / .seconds(1))) s: \(counts.people) people, \(counts.entities) entities, \(counts.acts) acts (\(rate)/s), \
                \(counts.grants) open grants

                """
        }
        if let line { FileHandle.standardError.write(Data(line.utf8)) }
    }
}
