extension AuthZEN {
    /// The answer to one question (§5.5): yes or no, and what the asker should know about it (§5.5.1).
    package struct Decision: Hashable, Sendable, Codable {
        package var decision: Bool
        package var context: [String: JSONValue]?

        package init(_ decision: Bool, context: [String: JSONValue]? = nil) {
            self.decision = decision
            self.context = context
        }
    }
}
