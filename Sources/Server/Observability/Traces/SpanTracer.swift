import HTTPTypes
package import Standards
package import Tracing

/// Begins spans for whoever collects traces: W3C Trace Context comes in by `traceparent`, finished spans leave by a bounded buffer.
/// A trace that others began is recorded when they recorded it; of those that begin here, `ratio`.
package struct SpanTracer: Tracer {
    package typealias Span = RecordedSpan

    let ratio: Double
    let buffer: SpanBuffer

    package init(ratio: Double, buffer: SpanBuffer) {
        self.ratio = ratio
        self.buffer = buffer
    }

    package func startSpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> InstrumentationContext, ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
    ) -> RecordedSpan {
        var context = context()
        let parent = context.traceParent
        let isSampled = parent?.isSampled ?? (Double.random(in: 0..<1) < ratio)
        let identity = TraceParent(trace: parent?.trace ?? .random(), span: .random(), isSampled: isSampled)
        context.traceParent = identity
        return RecordedSpan(
            operationName, context: context, identity: identity, parent: parent?.span, kind: kind,
            start: isSampled ? instant().nanosecondsSinceEpoch : 0, buffer: buffer)
    }

    package func extract<Carrier, Extract: Extractor>(_ carrier: Carrier, into context: inout InstrumentationContext, using extractor: Extract)
    where Extract.Carrier == Carrier {
        if let text = extractor.extract(key: "traceparent", from: carrier) { context.traceParent = TraceParent(text) }
    }

    package func inject<Carrier, Inject: Injector>(_ context: InstrumentationContext, into carrier: inout Carrier, using injector: Inject)
    where Inject.Carrier == Carrier {
        if let present = context.traceParent { injector.inject(present.text, forKey: "traceparent", into: &carrier) }
    }

    /// Required by the protocol; the exporter empties the buffer by itself.
    package func forceFlush() {}
}

extension InstrumentationContext {
    private enum TraceParentKey: InstrumentationContextKey { typealias Value = TraceParent }

    /// The span that encloses whatever happens in this context.
    package var traceParent: TraceParent? {
        get { self[TraceParentKey.self] }
        set { self[TraceParentKey.self] = newValue }
    }
}
