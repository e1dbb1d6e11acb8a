/// Why a decision is yes or no. Codes are part of the public contract; their words are in `Texts/decisions.yaml`.
package enum DecisionReason: String, CaseIterable, Hashable, Sendable {
    case granted
    case manager
    case coManager = "co-manager"
    case chiefManages = "chief-manages"
    case personUnknown = "person-unknown"
    case entityUnknown = "entity-unknown"
    case entityNotRegistered = "entity-not-registered"
    case entityCeased = "entity-ceased"
    case domainUnknown = "domain-unknown"
    case applicationUnknown = "application-unknown"
    case qualityNotActive = "quality-not-active"
    case notAssigned = "not-assigned"
    case notGranted = "not-granted"
    case blocked
    /// A chief who appointed a manager opens the quality's applications only as a ticked user.
    case managerAppointed = "manager-appointed"
    case actionUnknown = "action-unknown"
    case subjectTypeUnknown = "subject-type-unknown"
    case resourceTypeUnknown = "resource-type-unknown"

    package var allows: Bool {
        switch self {
        case .granted, .manager, .coManager, .chiefManages: true
        default: false
        }
    }

    /// Among what several qualities say, the first yes counts; among several reasons for a no, the first of those nearest to a yes.
    package func goes(before other: DecisionReason) -> Bool { nearness > other.nearness }

    private var nearness: Int {
        switch self {
        case .granted, .manager, .coManager, .chiefManages: 5
        case .blocked: 4
        case .notGranted: 3
        case .managerAppointed: 2
        case .notAssigned: 1
        default: 0
        }
    }
}
