import Foundation
import Hummingbird
import NIOCore
import Rules
import Standards
import Storage
import Web

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
            .post(.evaluation, .decisionKey, format: .documents, takes: .json(64 * 1024), evaluation),
            .post(.evaluations, .decisionKey, format: .documents, takes: .json(1024 * 1024), evaluations),
            .get(.decisionMetadata, .open, format: .documents, metadata),
        ]
    }

    private static func evaluation(_ visit: Visit) async throws -> Response {
        let evaluation = try AuthZEN.Evaluation(json: try await body(of: visit))
        let answers = try await visit.house.traced("decision") { _ in try await answer([evaluation], visit) }
        return try json(answers.first ?? AuthZEN.Decision(false))
    }

    private static func evaluations(_ visit: Visit) async throws -> Response {
        let request = try AuthZEN.EvaluationsRequest(json: try await body(of: visit)).checked
        var answers = try await visit.house.traced("decisions") { _ in try await answer(request.evaluations, visit) }.makeIterator()
        return try json(request.answered { _ in answers.next() ?? AuthZEN.Decision(false) })
    }

    private static func metadata(_ visit: Visit) async throws -> Response {
        try json(AuthZEN.Metadata(policyDecisionPoint: visit.house.settings.site))
    }

    /// JSON and said to be so (AuthZEN §10.1): whoever sends something else is told, before it is taken for what it is not.
    private static func body(of visit: Visit) async throws -> Data {
        do { return try await visit.json() } catch is UnsupportedMediaType {
            throw AuthZEN.InvalidRequest(path: "Content-Type", problem: .expected("application/json"))
        }
    }

    private static func json(_ value: some Encodable) throws -> Response {
        Response(status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: .init(bytes: try JSONText.data(of: value))))
    }
}

extension Address {
    static let evaluation = TypedAddress(AuthZEN.evaluationPath)
    static let evaluations = TypedAddress(AuthZEN.evaluationsPath)
    static let decisionMetadata = TypedAddress(AuthZEN.Metadata.path)
}

extension DecisionsRoutes {
    /// Puts AuthZEN evaluations into our own words, asks, and answers each with the reason, the way of authority and the size of the ledger: all from
    /// one state of the index.
    private static func answer(_ evaluations: [AuthZEN.Evaluation], _ visit: Visit) async throws -> [AuthZEN.Decision] {
        let began = ContinuousClock.now
        let house = visit.house
        let questions = try evaluations.compactMap { $0.unknownKind == nil ? try $0.question() : nil }
        let decided = try await house.decisions.decide(questions, atLeast: try evaluations.map { try $0.position() }.max() ?? 0, at: visit.now)
        let size = decided.first?.ledgerSize ?? house.decisions.position ?? 0
        var left = decided.makeIterator()
        let spent = (ContinuousClock.now - began).nanoseconds / max(evaluations.count, 1)
        return evaluations.map { evaluation in
            let decided = evaluation.unknownKind == nil ? left.next() : nil
            let reason = decided?.decision.reason ?? evaluation.unknownKind ?? .actionUnknown
            house.metrics.decisions.decided(reason, nanoseconds: spent)
            return AuthZEN.Decision(
                reason.allows,
                context: [
                    "reason": .string(reason.rawValue),
                    "explanation": .string(house.pages.texts.say("decisions.\(reason.rawValue)", in: visit.language)),
                    "path": .array((decided?.path ?? []).map(\.json)), "position": .integer(size),
                ])
        }
    }
}

extension AuthZEN.EvaluationsRequest {
    /// Those that can be read.
    fileprivate var evaluations: [AuthZEN.Evaluation] {
        switch self {
        case .single(let evaluation): [evaluation]
        case .batch(let questions, _): questions.compactMap { try? $0.get() }
        }
    }

    /// With what we want to know of a question too: one of many that lacks it is answered with that, and the others are answered.
    fileprivate var checked: Self {
        guard case .batch(let questions, let semantic) = self else { return self }
        let checked = questions.map { question in
            Result { () throws(AuthZEN.InvalidRequest) in
                let evaluation = try question.get()
                if evaluation.unknownKind == nil { _ = try evaluation.question() }
                _ = try evaluation.position()
                return evaluation
            }
        }
        return .batch(checked, semantic)
    }
}

extension AuthZEN.Evaluation {
    /// Why there is nothing to decide: only persons use applications here.
    fileprivate var unknownKind: DecisionReason? {
        guard subject.type == "person" else { return .subjectTypeUnknown }
        guard resource.type == "application" else { return .resourceTypeUnknown }
        return action.name == "use" ? nil : .actionUnknown
    }

    /// `context.position`: how many acts the answer must count at least; 0 when it is not asked for.
    fileprivate func position() throws(AuthZEN.InvalidRequest) -> Int64 {
        guard let value = context["position"] else { return 0 }
        guard case .integer(let position) = value, position >= 0 else { throw .init(path: "context.position", problem: .expected("a whole number")) }
        return position
    }

    fileprivate func question() throws(AuthZEN.InvalidRequest) -> DecisionQuestion {
        DecisionQuestion(person: subject.id, entity: try resource.entity(), application: resource.id, domain: try resource.domain())
    }
}

extension AuthZEN.Resource {
    /// The entity asked about: 10 digits. Without one there is no question.
    fileprivate func entity() throws(AuthZEN.InvalidRequest) -> String {
        let place = "\(path).properties.entity"
        guard let value = properties["entity"] else { throw .init(path: place, problem: .missing) }
        guard let text = value.string else { throw .init(path: place, problem: .expected("a string of 10 digits")) }
        return text
    }

    fileprivate func domain() throws(AuthZEN.InvalidRequest) -> String? {
        guard let value = properties["domain"] else { return nil }
        guard let text = value.string else { throw .init(path: "\(path).properties.domain", problem: .expected("a string")) }
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
