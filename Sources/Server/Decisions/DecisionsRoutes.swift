import Foundation
import Hummingbird
import NIOCore
import Rules
import Standards
import Storage

/// | method | address                          | gate         | what happens |
/// |--------|----------------------------------|--------------|--------------|
/// | POST   | /access/v1/evaluation            | decision key | X1: may this person use this application for this entity? |
/// | POST   | /access/v1/evaluations           | decision key | many such questions, answered in order from one snapshot |
/// | GET    | /.well-known/authzen-configuration | open       | where these are |
///
/// AuthZEN Authorization API 1.0; the words are DESIGN §9's.
enum DecisionsRoutes: Feature {
    static var routes: [Route] {
        [
            .post(Address(AuthZEN.evaluationPath), .decisionKey, voice: .documents, evaluation),
            .post(Address(AuthZEN.evaluationsPath), .decisionKey, voice: .documents, evaluations),
            .get(Address(AuthZEN.Metadata.path), .open, voice: .documents, metadata),
        ]
    }

    private static func evaluation(_ visit: Visit) async throws -> Response {
        let evaluation = try AuthZEN.Evaluation(json: try await body(of: visit, atMost: 64 * 1024))
        let (house, language) = (visit.house, visit.language)
        let decision = try await house.traced("decision") { _ in try await house.read { tx in try tx.answer(evaluation, house, language) } }
        return try json(decision)
    }

    private static func evaluations(_ visit: Visit) async throws -> Response {
        let request = try AuthZEN.EvaluationsRequest(json: try await body(of: visit, atMost: 1024 * 1024))
        let (house, language) = (visit.house, visit.language)
        let response = try await house.traced("decisions") { _ in
            try await house.read { tx in try request.answered { try tx.answer($0, house, language) } }
        }
        return try json(response)
    }

    private static func metadata(_ visit: Visit) async throws -> Response {
        try json(AuthZEN.Metadata(policyDecisionPoint: visit.house.settings.site))
    }

    private static func body(of visit: Visit, atMost limit: Int) async throws -> Data {
        var request = visit.request
        do { return Data(try await request.collectBody(upTo: limit).readableBytesView) } catch is NIOTooManyBytesError { throw TooLarge() }
    }

    private static func json(_ value: some Encodable) throws -> Response {
        Response(status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: .init(bytes: try JSONText.data(of: value))))
    }
}

extension Transaction {
    /// Puts an AuthZEN evaluation into our own words, asks, and answers with the reason, the way of authority and the size of the ledger.
    fileprivate func answer(_ evaluation: AuthZEN.Evaluation, _ house: House, _ language: Language) throws -> AuthZEN.Decision {
        let began = ContinuousClock.now
        let reply: (DecisionReason, [AuthorityLink]) = try {
            guard evaluation.subject.type == "person" else { return (.subjectTypeUnknown, []) }
            guard evaluation.resource.type == "application" else { return (.resourceTypeUnknown, []) }
            guard evaluation.action.name == "use" else { return (.actionUnknown, []) }
            let decided = try decide(
                DecisionQuestion(
                    person: evaluation.subject.id, entity: try evaluation.resource.entity(), application: evaluation.resource.id,
                    domain: try evaluation.resource.domain()), house.catalogue, house.sealer)
            return (decided.decision.reason, decided.path)
        }()
        let (reason, path) = reply
        house.metrics.decisions.decided(reason, nanoseconds: (ContinuousClock.now - began).nanoseconds)
        return AuthZEN.Decision(
            !path.isEmpty,
            context: [
                "reason": .string(reason.rawValue), "explanation": .string(house.pages.texts.say("decisions.\(reason.rawValue)", in: language)),
                "path": .array(path.map(\.json)), "position": .integer(try ledgerHead().size),
            ])
    }
}

extension AuthZEN.Resource {
    /// The entity asked about: 10 digits. Without one there is no question.
    fileprivate func entity() throws(AuthZEN.InvalidRequest) -> String {
        guard let value = properties["entity"] else { throw .init(path: "resource.properties.entity", problem: .missing) }
        guard let text = value.string else { throw .init(path: "resource.properties.entity", problem: .expected("a string of 10 digits")) }
        return text
    }

    fileprivate func domain() throws(AuthZEN.InvalidRequest) -> String? {
        guard let value = properties["domain"] else { return nil }
        guard let text = value.string else { throw .init(path: "resource.properties.domain", problem: .expected("a string")) }
        return text
    }
}

extension AuthorityLink {
    /// Ids and roles only: who they are is for those who may look.
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = ["kind": .string(kind.rawValue), "id": .string(String(id))]
        if let role { members["role"] = .string(role.rawValue) }
        if let act { members["act"] = .string(act.description) }
        if let position { members["position"] = .integer(position) }
        return .object(members)
    }
}
