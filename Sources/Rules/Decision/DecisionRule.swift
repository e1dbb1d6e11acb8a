/// May this person use this application for this entity? The one statement of the rule (MISSION X1), over plain facts and in the order in which
/// its answers are told, so that rows of the database and the index in memory are judged alike, and nothing need be made to be judged.
package enum DecisionRule {
    package enum EntityState {
        case unknown, ceased, notRegistered, active

        package init(isCeased: Bool, isRegistered: Bool) { self = isCeased ? .ceased : isRegistered ? .active : .notRegistered }
    }

    /// What stands in the way before any quality is looked at.
    package static func obstacle(entity: EntityState, isPersonKnown: Bool) -> DecisionReason? {
        switch entity {
        case .unknown: .entityUnknown
        case .ceased: .entityCeased
        case .notRegistered: .entityNotRegistered
        case .active: isPersonKnown ? nil : .personUnknown
        }
    }

    /// What one open quality that offers the application says.
    /// - Parameters:
    ///   - held: what the person is in that quality.
    ///   - isGranted: the application is ticked for them there.
    ///   - isChief: the person is the chief of the entity.
    package static func reason(
        held: Role?, isBlocked: Bool, isGranted: Bool, isChief: Bool, hasAppointedManager: Bool
    ) -> DecisionReason {
        if let held, !isBlocked {
            switch held {
            case .manager: return .manager
            case .coManager: return .coManager
            default: if isGranted { return .granted }
            }
        }
        if isChief, !hasAppointedManager { return .chiefManages }
        guard held != nil else { return isChief ? .managerAppointed : .notAssigned }
        return isBlocked ? .blocked : .notGranted
    }
}
