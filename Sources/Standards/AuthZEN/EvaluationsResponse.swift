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

extension AuthZEN.EvaluationsRequest {
    /// Asks `decide` each question in order, and no further than the semantic wants.
    package func answered<Failure: Error>(
        by decide: (AuthZEN.Evaluation) throws(Failure) -> AuthZEN.Decision
    ) throws(Failure) -> AuthZEN.EvaluationsResponse {
        switch self {
        case .single(let evaluation):
            return .single(try decide(evaluation))
        case .batch(let evaluations, let semantic):
            var decisions: [AuthZEN.Decision] = []
            for evaluation in evaluations {
                let decision = try decide(evaluation)
                decisions.append(decision)
                if semantic.stops(after: decision) { break }
            }
            return .batch(decisions)
        }
    }

    /// The same for a `decide` that waits; one question at a time.
    package func answered<Failure: Error>(
        by decide: (AuthZEN.Evaluation) async throws(Failure) -> AuthZEN.Decision
    ) async throws(Failure) -> AuthZEN.EvaluationsResponse {
        switch self {
        case .single(let evaluation):
            return .single(try await decide(evaluation))
        case .batch(let evaluations, let semantic):
            var decisions: [AuthZEN.Decision] = []
            for evaluation in evaluations {
                let decision = try await decide(evaluation)
                decisions.append(decision)
                if semantic.stops(after: decision) { break }
            }
            return .batch(decisions)
        }
    }
}
