import Rules

/// What an act on a user changes, in the sentences of a page that asks whether one is sure. Each follows from the plan.
extension Visit {
    /// - Returns: Nothing when a rule refuses by now: then the page shows why.
    func consequences(of operation: some Operation<Occasion>) async throws -> [String] {
        do {
            let domain = try thisQuality().domain
            return try await preview(operation).consequences.flatMap { sentences($0, in: domain) }
        } catch is Refusal {
            return []
        }
    }

    private func sentences(_ consequence: Consequence, in domain: AccessDomain.Code) -> [String] {
        switch consequence {
        case .blocked: [say("users.block.opensNothing"), say("users.block.keeps"), say("users.block.here")]
        case .opens(_, let application): [say("users.unblock.opens", ["application": label(of: application, in: domain)])]
        case .opensNoLonger(_, let application): [say("users.remove.ends", ["application": label(of: application, in: domain)])]
        case .ends(.user, _): [say("users.remove.list"), say("users.remove.account")]
        case .told: [say("users.told")]
        case .registered, .activated, .begins, .ends, .signedOut: []
        }
    }
}
