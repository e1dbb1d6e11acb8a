import Foundation
import Hummingbird
import Standards
import Web

/// | method | address  | gate           | what happens |
/// |--------|----------|----------------|--------------|
/// | GET    | /live    | open           | 200 while the server answers at all |
/// | GET    | /health  | open           | 200 when the database can be read and written, 503 when not, or when somebody else wrote to the ledger |
/// | GET    | /metrics | operations key | what is counted and measured, as Prometheus text |
enum MonitoringRoutes: Feature {
    static var routes: [Route] {
        [
            .get(.live, .open, format: .documents, live), .get(.health, .open, format: .documents, health),
            .get(.metrics, .operationsKey, format: .documents, metrics),
        ]
    }

    /// What whoever watches over the server alone asks for.
    static let watched = Set([Address.live, .health, .metrics].map(\.pattern))

    private static func live(_ visit: Visit) async throws -> Response { answer("ok", .ok) }

    private static func health(_ visit: Visit) async throws -> Response {
        let state = await visit.house.health.state()
        return answer(state.rawValue, state == .ok ? .ok : .serviceUnavailable)
    }

    private static func answer(_ status: String, _ code: HTTPResponse.Status) -> Response {
        Response(status: code, headers: [.contentType: "application/json"], body: .init(byteBuffer: .init(string: "{\"status\":\"\(status)\"}")))
    }

    private static func metrics(_ visit: Visit) async throws -> Response {
        Response(
            status: .ok, headers: [.contentType: PrometheusText.mediaType], body: .init(byteBuffer: .init(string: await visit.house.scrape())))
    }
}

extension Address {
    static let live = TypedAddress("/live")
    static let health = TypedAddress("/health")
    static let metrics = TypedAddress("/metrics")
}
