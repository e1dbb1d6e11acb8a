extension AuthZEN {
    /// The answers (§7.2), in the order of the questions; shorter than they when the semantic stopped early.
    package enum EvaluationsResponse: Hashable, Sendable {
        case single(Decision)
        case batch([Decision])
    }
}

extension AuthZEN.EvaluationsResponse: Encodable {
    private enum CodingKeys: CodingKey { case evaluations }

    /// §7.2: a batch has no `decision` of its own.
    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .single(let decision):
            try decision.encode(to: encoder)
        case .batch(let decisions):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(decisions, forKey: .evaluations)
        }
    }
}

extension AuthZEN.Decision {
    /// The no to a question that cannot be read (§7.2.1).
    package init(_ fault: AuthZEN.InvalidRequest) {
        self.init(false, context: ["error": ["status": 400, "message": .string(fault.description)]])
    }
}

extension AuthZEN.EvaluationsRequest {
    /// Asks `decide` each question that can be read, in order, and no further than the semantic wants.
    package func answered<Failure: Error>(
        by decide: (AuthZEN.Evaluation) throws(Failure) -> AuthZEN.Decision
    ) throws(Failure) -> AuthZEN.EvaluationsResponse {
        switch self {
        case .single(let evaluation):
            return .single(try decide(evaluation))
        case .batch(let questions, let semantic):
            var decisions: [AuthZEN.Decision] = []
            for question in questions {
                switch question {
                case .success(let evaluation): decisions.append(try decide(evaluation))
                case .failure(let fault): decisions.append(AuthZEN.Decision(fault))
                }
                if let last = decisions.last, semantic.stops(after: last) { break }
            }
            return .batch(decisions)
        }
    }
}
