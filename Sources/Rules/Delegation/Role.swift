/// What someone is in an entity, from the highest to the lowest (MISSION, the chain).
package enum Role: String, CaseIterable, Hashable, Sendable, Codable, Comparable {
    case representative
    case chief
    case coChief = "co-chief"
    case manager
    case coManager = "co-manager"
    case user

    /// Whether the role is held in one quality, rather than in the whole entity.
    package var isOfQuality: Bool { self == .manager || self == .coManager || self == .user }

    /// Whether holding it opens every application of the quality without ticking.
    package var opensEveryApplication: Bool { self == .manager || self == .coManager }

    private var rank: Int {
        switch self {
        case .representative: 5
        case .chief: 4
        case .coChief: 3
        case .manager: 2
        case .coManager: 1
        case .user: 0
        }
    }

    /// A lower role is less than a higher one.
    package static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }
}
