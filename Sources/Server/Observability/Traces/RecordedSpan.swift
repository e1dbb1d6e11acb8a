import Standards
import Synchronization
package import Tracing

/// A span on its way: what is said of it is kept until it ends, and then given to the buffer. One that is not sampled keeps nothing.
/// An error is told by its type alone, since its description may name somebody.
package final class RecordedSpan: Span {
    private struct State {
        var name: String
        var attributes: SpanAttributes = [:]
        var isError = false
        var hasEnded = false
    }

    package let context: InstrumentationContext
    private let identity: TraceParent
    private let parent: SpanID?
    private let kind: OTLPSpan.Kind
    private let start: UInt64
    private let buffer: SpanBuffer
    private let state: Mutex<State>

    init(
        _ name: String, context: InstrumentationContext, identity: TraceParent, parent: SpanID?, kind: SpanKind, start: UInt64, buffer: SpanBuffer
    ) {
        self.context = context
        self.identity = identity
        self.parent = parent
        self.kind = OTLPSpan.Kind(kind)
        self.start = start
        self.buffer = buffer
        state = Mutex(State(name: name))
    }

    package var isRecording: Bool { identity.isSampled && !state.withLock { $0.hasEnded } }

    package var operationName: String {
        get { state.withLock { $0.name } }
        set { state.withLock { $0.name = newValue } }
    }

    package var attributes: SpanAttributes {
        get { state.withLock { $0.attributes } }
        set { if identity.isSampled { state.withLock { $0.attributes = newValue } } }
    }

    package func setStatus(_ status: SpanStatus) { state.withLock { $0.isError = status.code == .error } }

    package func recordError<Instant: TracerInstant>(_ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant) {
        guard identity.isSampled else { return }
        state.withLock {
            $0.isError = true
            $0.attributes["error.type"] = String(reflecting: type(of: error))
        }
    }

    /// Not kept: nothing here has events or links to tell.
    package func addEvent(_ event: SpanEvent) {}
    package func addLink(_ link: SpanLink) {}

    package func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
        guard identity.isSampled else { return }
        let finished = state.withLock { state -> State? in
            guard !state.hasEnded else { return nil }
            state.hasEnded = true
            return state
        }
        guard let finished else { return }
        buffer.add(
            OTLPSpan(
                trace: identity.trace, span: identity.span, parent: parent, name: finished.name, kind: kind, start: start,
                end: max(start, instant().nanosecondsSinceEpoch), attributes: finished.attributes.json, isError: finished.isError))
    }
}

extension OTLPSpan.Kind {
    fileprivate init(_ kind: SpanKind) {
        self =
            switch kind {
            case .server: .server
            case .client: .client
            case .producer: .producer
            case .consumer: .consumer
            case .internal: .internal
            }
    }
}

extension SpanAttributes {
    fileprivate var json: [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        forEach { key, attribute in
            switch attribute {
            case .int32(let number): members[key] = .integer(Int64(number))
            case .int64(let number): members[key] = .integer(number)
            case .bool(let truth): members[key] = .boolean(truth)
            case .string(let text): members[key] = .string(text)
            default: break
            }
        }
        return members
    }
}
