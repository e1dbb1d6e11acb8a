package import Standards
import Synchronization
import Web

/// Finished spans until they are sent. Bounded: when a collector does not keep up, later spans are dropped and counted, and no request waits.
package final class SpanBuffer: Sendable {
    static let limit = 4096
    private let spans = Mutex<[OTLPSpan]>([])
    private let meters: SpanMeters

    package init(meters: SpanMeters) { self.meters = meters }

    package func add(_ span: OTLPSpan) {
        let isFull = spans.withLock { spans in
            guard spans.count < Self.limit else { return true }
            spans.append(span)
            return false
        }
        if isFull { meters.dropped.add(1) }
    }

    /// The oldest spans, no longer kept here.
    package func take(atMost count: Int) -> [OTLPSpan] {
        spans.withLock { spans in
            let taken = Array(spans.prefix(count))
            spans.removeFirst(taken.count)
            return taken
        }
    }
}
