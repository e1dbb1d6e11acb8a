import HTTPTypes
import Hummingbird
import Logging
import Rules
import Standards
import Storage
import Tracing
import Web

extension House {
    /// Answers a request and tells what an operator wants to know of it: counted under its route, one line in the log, a span where it is traced.
    /// Nothing said names a path, a query or a person.
    func watched(_ request: Request, _ id: String, _ meter: RequestMeter, _ answer: () async -> Response) async -> Response {
        let began = ContinuousClock.now
        let response = await spanned(request, meter, id, answer)
        let (spent, status) = ((ContinuousClock.now - began).nanoseconds, response.status.code)
        meter.answered(status, nanoseconds: spent)
        logger.info(
            "request",
            metadata: [
                "request": "\(id)", "route": "\(meter.route)", "method": "\(meter.method)", "status": "\(status)",
                "milliseconds": "\(Double(spent / 1000) / 1000)",
            ])
        return response
    }

    private func spanned(_ request: Request, _ meter: RequestMeter, _ id: String, _ answer: () async -> Response) async -> Response {
        guard let tracer else { return await answer() }
        var context = InstrumentationContext.topLevel
        tracer.extract(request.headers, into: &context, using: HeaderExtractor())
        return await tracer.withSpan("\(meter.method) \(meter.route)", context: context, ofKind: .server) { span in
            let response = await answer()
            guard span.isRecording else { return response }
            span.attributes["http.request.method"] = meter.method
            span.attributes["http.route"] = meter.route
            span.attributes["http.response.status_code"] = Int(response.status.code)
            span.attributes["chatelaine.request.id"] = id
            if response.status.code >= 500 { span.setStatus(SpanStatus(code: .error)) }
            return response
        }
    }

    /// A span below the present one, if that is recorded.
    func traced<T>(_ name: String, _ body: (SpanTracer.Span?) async throws -> T) async rethrows -> T {
        guard let tracer, let present = InstrumentationContext.current?.traceParent, present.isSampled else { return try await body(nil) }
        return try await tracer.withSpan(name) { try await body($0) }
    }

    /// A write, and below its span one for each act it recorded; acts are counted once they are committed.
    func tracedWrite<T: Sendable>(
        _ lock: WriteLock, in storage: Storage, _ body: @escaping @Sendable (borrowing Transaction) throws -> T
    ) async throws -> T {
        try await traced("write") { span in
            let (value, acts) = try await storage.write(lock) { tx in
                let value = try body(tx)
                return (value, tx.recordedActs)
            }
            guard !acts.isEmpty else { return value }
            metrics.acts.recorded(acts.map(\.code))
            if let span, let tracer { for act in acts { act.span(below: span, tracer) } }
            return value
        }
    }
}

extension RecordedAct {
    fileprivate func span(below parent: SpanTracer.Span, _ tracer: SpanTracer) {
        tracer.startSpan(code.rawValue, context: parent.context, at: began).end(at: ended)
    }
}

/// Reads the fields of a request for a tracer.
struct HeaderExtractor: Extractor {
    func extract(key: String, from headers: HTTPFields) -> String? { HTTPField.Name(key).flatMap { headers[$0] } }
}
