package import FoundationEssentials

extension AuthZEN {
    /// How far a batch is answered (§7.1.2, evaluations semantics).
    package enum EvaluationsSemantic: String, CaseIterable, Sendable {
        case executeAll = "execute_all"
        case denyOnFirstDeny = "deny_on_first_deny"
        case permitOnFirstPermit = "permit_on_first_permit"

        /// Whether this answer is the last one.
        func stops(after decision: Decision) -> Bool {
            switch self {
            case .executeAll: false
            case .denyOnFirstDeny: !decision.decision
            case .permitOnFirstPermit: decision.decision
            }
        }
    }

    /// Many questions in one message (§7.1), or one, where `evaluations` is absent or empty.
    package enum EvaluationsRequest: Hashable, Sendable {
        case single(Evaluation)
        case batch([Evaluation], EvaluationsSemantic)
    }
}

extension AuthZEN.EvaluationsRequest {
    /// Reads the body of an evaluations request; the first member found wrong is named and nothing is answered.
    package init(json: Data, atMost limit: Int = 100) throws(AuthZEN.InvalidRequest) {
        let body = try MemberReader(json: json)
        let semantic = try AuthZEN.EvaluationsSemantic(body)
        let readers = try body.objects("evaluations", atMost: limit)
        if readers.isEmpty {
            self = .single(try AuthZEN.Evaluation(body, defaults: body))
        } else {
            self = .batch(try readers.map { reader throws(AuthZEN.InvalidRequest) in try AuthZEN.Evaluation(reader, defaults: body) }, semantic)
        }
    }
}

extension AuthZEN.EvaluationsSemantic {
    /// `options.evaluations_semantic`, or else `execute_all`.
    init(_ body: MemberReader) throws(AuthZEN.InvalidRequest) {
        guard body.has("options"), case let options = try body.object("options"), options.has("evaluations_semantic") else {
            self = .executeAll
            return
        }
        guard let semantic = Self(rawValue: try options.string("evaluations_semantic")) else {
            let allowed = Self.allCases.map(\.rawValue)
            throw AuthZEN.InvalidRequest(path: options.path(of: "evaluations_semantic"), problem: .unknown(allowed: allowed))
        }
        self = semantic
    }
}
