extension AuthZEN {
    /// What a policy decision point says of itself (§9.1).
    package struct Metadata: Hashable, Sendable, Codable {
        /// §9.2: where the document is read, as `application/json`.
        package static let path = "/.well-known/authzen-configuration"

        package var policyDecisionPoint: String
        package var accessEvaluationEndpoint: String
        package var accessEvaluationsEndpoint: String?

        /// `identifier` is the URL of the decision point, without query or fragment; the end points have their default paths under it.
        package init(policyDecisionPoint identifier: String) {
            let base = identifier.hasSuffix("/") ? String(identifier.dropLast()) : identifier
            policyDecisionPoint = identifier
            accessEvaluationEndpoint = base + AuthZEN.evaluationPath
            accessEvaluationsEndpoint = base + AuthZEN.evaluationsPath
        }

        private enum CodingKeys: String, CodingKey {
            case policyDecisionPoint = "policy_decision_point"
            case accessEvaluationEndpoint = "access_evaluation_endpoint"
            case accessEvaluationsEndpoint = "access_evaluations_endpoint"
        }
    }
}
