import Rules

/// What an act on somebody changes, in the sentences of a page that asks whether one is sure. Each follows from the plan.
extension Visit {
    /// - Parameter role: of whoever it is done to.
    /// - Returns: Nothing when a rule refuses by now: then the page shows why.
    func consequences(of operation: some Operation<Occasion>, on role: Role) async throws -> [String] {
        do { return try await preview(operation).consequences.flatMap { sentences($0, on: role) } } catch is Refusal { return [] }
    }

    private func sentences(_ consequence: Consequence, on role: Role) -> [String] {
        let domain = quality?.domain ?? ""
        return switch consequence {
        case .blocked where role == .user: [say("users.block.opensNothing"), say("users.block.keeps"), say("users.block.here")]
        case .blocked: [say("block.effect", of: role), say("staff.blockKeeps"), say("staff.blockHere")]
        case .regains: [say("unblock.effect", of: role)]
        case .opens(_, let application): [say("users.unblock.opens", ["application": label(of: application, in: domain)])]
        case .opensNoLonger(_, let application): [say("users.remove.ends", ["application": label(of: application, in: domain)])]
        case .ends(.user, _): [say("users.remove.list"), say("users.remove.account")]
        case .ends: [say("remove.effect", of: role), say("users.remove.account")]
        case .told: [say("users.told")]
        case .registered, .activated, .begins, .signedOut: []
        }
    }
}
