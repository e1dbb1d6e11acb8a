/// Everything its reader can do: entity by entity, each way there, what it opens, and through whom.
struct OwnAccessesModel: PageModel {
    static let template = "ownData/accesses"

    struct Entry: Codable, Sendable {
        let id: String
        let name: String
        let number: String
        let ceased: String?
        let ways: [Way]
    }

    struct Way: Codable, Sendable {
        let role: String
        let quality: String?
        let status: Badge
        let blocked: String?
        let openings: [Opening]
        let powers: [Power]
        /// Where this role's work is.
        let href: String?
        let chain: [ChainLink]
    }

    struct Opening: Codable, Sendable {
        let label: String
        let identifier: String
        let reason: String?
        let count: String
        let applications: [Application]
    }

    struct Application: Codable, Sendable {
        let label: String
        let why: String
        let isClosed: Bool
        let given: String?
        /// The steps up to the company register.
        let steps: String?
    }

    struct Power: Codable, Sendable { let label: String }

    let confined: ConfinedModel?
    let empty: EmptyList?
    let count: String
    let entities: [Entry]
}
