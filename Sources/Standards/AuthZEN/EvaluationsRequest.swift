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

    /// Many questions in one message (§7.1), or one, where `evaluations` is absent or empty. A question of many that cannot be read keeps the others from
    /// nothing: it has a no of its own that says why (§7.2.1).
    package enum EvaluationsRequest: Hashable, Sendable {
        case single(Evaluation)
        case batch([Result<Evaluation, InvalidRequest>], EvaluationsSemantic)
    }
}

extension AuthZEN.EvaluationsRequest {
    /// Reads the body of an evaluations request.
    /// - Throws: what is wrong with the request as a whole, or with the only question in it.
    package init(json: Data, atMost limit: Int = 100) throws(AuthZEN.InvalidRequest) {
        let body = try MemberReader(json: json)
        let semantic = try AuthZEN.EvaluationsSemantic(body)
        let elements = try body.elements("evaluations", atMost: limit)
        guard !elements.isEmpty else {
            self = .single(try AuthZEN.Evaluation(body, defaults: body))
            return
        }
        let questions = elements.map { element in
            Result { () throws(AuthZEN.InvalidRequest) in
                try AuthZEN.Evaluation(try MemberReader(element.value, at: element.path), defaults: body)
            }
        }
        self = .batch(questions, semantic)
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
