import Foundation
package import Logging
import ServiceLifecycle
import Standards
import Web

/// Sends spans to a collector by OTLP over HTTP, in JSON, every second and once more at the end. What a collector refuses is dropped and counted.
package struct SpanExporter: Service {
    private let collector: Collector
    private let buffer: SpanBuffer
    private let meters: SpanMeters
    private let logger: Logger
    private let workers = Workers(1)
    private static let batch = 512

    package init(to url: String, _ buffer: SpanBuffer, meters: SpanMeters, logger: Logger) throws {
        collector = try Collector(url)
        self.buffer = buffer
        self.meters = meters
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await send()
                do { try await Task.sleep(for: .seconds(1)) } catch { break }
            }
        }
        // What ended while the ports closed; a cancelled task can still wait for a worker of its own.
        await Task { await send() }.value
    }

    /// Sends everything that waits.
    package func send() async {
        var spans = buffer.take(atMost: Self.batch)
        while !spans.isEmpty {
            await send(spans)
            spans = buffer.take(atMost: Self.batch)
        }
    }

    private func send(_ spans: [OTLPSpan]) async {
        let resource: [String: JSONValue] = ["service.name": .string("chatelaine"), "service.version": .string(Build.version)]
        do {
            let body = try JSONText.data(of: OTLPSpan.request(spans, resource: resource, scope: "chatelaine"))
            try await workers.run { [collector] in try collector.post(body) }
            meters.exported.add(spans.count)
        } catch {
            meters.dropped.add(spans.count)
            logger.warning("spans not collected", metadata: ["spans": "\(spans.count)", "reason": "\(error)"])
        }
    }
}
