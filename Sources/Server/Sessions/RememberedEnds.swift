import Foundation
import Synchronization

/// The sessions that were ended on this node, until they would have ended by themselves: a row put back as it was before opens nothing here.
package final class RememberedEnds: Sendable {
    private let ends = Mutex<[[UInt8]: Date]>([:])
    private static let most = 100_000

    package init() {}

    /// - Parameter until: when the youngest of them would have ended by itself.
    func remember(_ digests: [[UInt8]], until end: Date, at now: Date) {
        guard !digests.isEmpty else { return }
        ends.withLock { ends in
            if ends.count >= Self.most { ends = ends.filter { $0.value > now } }
            for digest in digests { ends[digest] = end }
        }
    }

    func contains(_ digest: [UInt8]) -> Bool { ends.withLock { $0[digest] != nil } }
}
