/// How surely the person who signed in is who they say (DOMAIN §4.4).
package enum Assurance: String, CaseIterable, Hashable, Sendable, Codable, Comparable {
    case password
    case eID = "eid"

    private var level: Int { self == .password ? 0 : 1 }

    package static func < (left: Assurance, right: Assurance) -> Bool { left.level < right.level }
}
