import Foundation
import Hummingbird
import Storage

/// | method | address  | gate | what happens |
/// |--------|----------|------|--------------|
/// | GET    | /health  | open | 200 when the database can be read and written |
/// | GET    | /metrics | open | counts since start, as Prometheus text |
enum OperationsRoutes: Feature {
    static var routes: [Route] {
        [
            .get(.health, .open, voice: .documents, health), .get(.metrics, .open, voice: .documents, metrics),
        ]
    }

    private static func health(_ visit: Visit) async throws -> Response {
        // A write transaction that changes nothing still needs the write lock and a writable file.
        try await visit.house.storage.write { tx in _ = try tx.run("UPDATE ledger SET frontier = frontier WHERE id = 1") }
        return Response(status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: .init(string: "{\"status\":\"ok\"}")))
    }

    private static func metrics(_ visit: Visit) async throws -> Response {
        let counters = visit.house.counters
        let size = try await visit.house.read { tx in try tx.ledgerHead().size }
        let lines: [(name: String, kind: String, help: String, value: Int64)] = [
            ("chatelaine_ledger_size", "gauge", "Acts in the ledger.", size),
            ("chatelaine_act_transactions_total", "counter", "Transactions that recorded acts.", Int64(counters.acts.value)),
            ("chatelaine_decisions_allowed_total", "counter", "Decisions that said yes.", Int64(counters.decisionsAllowed.value)),
            ("chatelaine_decisions_denied_total", "counter", "Decisions that said no.", Int64(counters.decisionsDenied.value)),
            ("chatelaine_sign_ins_total", "counter", "Sessions opened.", Int64(counters.signIns.value)),
            ("chatelaine_sign_ins_refused_total", "counter", "Sign-ins refused.", Int64(counters.refusedSignIns.value)),
            ("chatelaine_pages_total", "counter", "Pages answered.", Int64(counters.pages.value)),
            ("chatelaine_documents_total", "counter", "API answers.", Int64(counters.documents.value)),
            ("chatelaine_faults_total", "counter", "Faults of our own.", Int64(counters.faults.value)),
        ]
        let text = lines.map { "# HELP \($0.name) \($0.help)\n# TYPE \($0.name) \($0.kind)\n\($0.name) \($0.value)\n" }.joined()
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"], body: .init(byteBuffer: .init(string: text)))
    }
}

extension Address {
    static let health: Address = "/health"
    static let metrics: Address = "/metrics"
}
