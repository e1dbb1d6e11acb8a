/// What someone is in an entity (MISSION, the chain). What follows from a role is a line of `facts`: a new one is a case and a line.
package enum Role: String, CaseIterable, Hashable, ColumnValue, Codable, Comparable {
    case representative
    case chief
    case coChief = "co-chief"
    case manager
    case coManager = "co-manager"
    case user

    /// What holds of everybody who has a role.
    package struct Facts: Sendable {
        /// Higher acts on lower, never on its own or a higher one.
        package let rank: Int
        /// Whether the role is held in one quality, rather than in the whole entity.
        package let isOfQuality: Bool
        /// Whether holding it opens every application of the quality without ticking.
        package let opensEveryApplication: Bool

        fileprivate init(_ rank: Int, isOfQuality: Bool = false, opensEveryApplication: Bool = false) {
            self.rank = rank
            self.isOfQuality = isOfQuality
            self.opensEveryApplication = opensEveryApplication
        }
    }

    package var facts: Facts {
        switch self {
        case .representative: Facts(5)
        case .chief: Facts(4)
        case .coChief: Facts(3)
        case .manager: Facts(2, isOfQuality: true, opensEveryApplication: true)
        case .coManager: Facts(1, isOfQuality: true, opensEveryApplication: true)
        case .user: Facts(0, isOfQuality: true)
        }
    }

    package var isOfQuality: Bool { facts.isOfQuality }
    package var opensEveryApplication: Bool { facts.opensEveryApplication }

    /// A lower role is less than a higher one.
    package static func < (left: Role, right: Role) -> Bool { left.facts.rank < right.facts.rank }
}
