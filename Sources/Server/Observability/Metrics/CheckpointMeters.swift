package import Foundation
import Synchronization
import Web

/// What became of checkpoints that were to leave the machine, and when each witness cosigned last.
package final class CheckpointMeters: Sendable {
    package enum Destination: String, CaseIterable, Sendable { case folder, witness, mail }
    package enum Result: String, CaseIterable, Sendable {
        case sent, failed
        /// It contradicts what was kept there.
        case refused
    }

    private let counts = Dictionary(
        uniqueKeysWithValues: Destination.allCases.map { ($0, Dictionary(uniqueKeysWithValues: Result.allCases.map { ($0, Counter()) })) })
    private let times = Mutex<[String: Date]>([:])
    private let refusing = Mutex<Set<String>>([])

    package init() {}

    package func count(_ destination: Destination, _ result: Result) { counts[destination]?[result]?.add(1) }
    package subscript(_ destination: Destination, _ result: Result) -> Int { counts[destination]?[result]?.value ?? 0 }

    /// - Parameter instant: nil before the first time.
    package func cosigned(by witness: String, at instant: Date?) {
        refusing.withLock { _ = $0.remove(witness) }
        times.withLock { $0[witness] = instant ?? $0[witness] ?? Date(timeIntervalSince1970: 0) }
    }

    /// It cosigned acts that are not there, and says so until it cosigns again.
    package func refused(by witness: String) { refusing.withLock { _ = $0.insert(witness) } }

    /// Whether each witness refuses, by name, in order.
    package var refusals: [(witness: String, isRefusing: Bool)] {
        let refusing = refusing.withLock { $0 }
        return cosigned.map { ($0.witness, refusing.contains($0.witness)) }
    }

    /// By the witnesses' names, in order; 1970 where one has not cosigned yet.
    package var cosigned: [(witness: String, at: Date)] { times.withLock { $0.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } } }
}
