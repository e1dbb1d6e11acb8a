import Foundation
import Rules

/// What the company register said: every value checked, nothing compared yet with what this installation knows.
package struct RegisterExtract: Sendable {
    package var people: [PersonLine] = []
    package var entities: [EntityLine] = []
    package var functions: [FunctionLine] = []
    package var entitlements: [EntitlementLine] = []

    package init() {}

    /// Someone with a national number.
    package struct PersonLine: Sendable {
        let ssin: SSIN
        /// Nil for the few people who have none.
        let givenName: PersonName?
        let familyName: PersonName
        let title: PersonTitle?
        let language: Language
        let email: EmailAddress?
    }

    /// An entity, by its number.
    package struct EntityLine: Sendable {
        let number: EnterpriseNumber
        let name: String
        let address: String
        let status: Entity.Status
    }

    /// Someone holds a function; both may stand in the extract or be known already.
    package struct FunctionLine: Sendable {
        /// What tells one function from another.
        struct Identity: Hashable {
            let person: SSIN
            let entity: EnterpriseNumber
            let kind: FunctionKind
            let from: Date
        }

        let identity: Identity
        let until: Date?
        let ifPersonUnknown: UnreadableFile
        let ifEntityUnknown: UnreadableFile
    }

    /// An entity may activate a domain, under this identifier.
    package struct EntitlementLine: Sendable {
        struct Identity: Hashable {
            let entity: EnterpriseNumber
            let domain: AccessDomain.Code
            let identifier: DomainIdentifier.Stored
        }

        let identity: Identity
        let ifEntityUnknown: UnreadableFile
    }
}

/// Everything that is wrong with an extract; nothing of it was registered.
package struct UnreadableRegister: Error, CustomStringConvertible {
    package let problems: [UnreadableFile]

    /// One sentence for one problem; else a line each, at most twenty of them.
    package var description: String {
        guard problems.count > 1 else { return "Nothing was registered. \(problems.map(\.description).joined())." }
        let shown = problems.prefix(20).map { "\n  \($0)" }.joined()
        let rest = problems.count > 20 ? "\n  and \(problems.count - 20) more" : ""
        return "Nothing was registered: there are \(problems.count) mistakes.\(shown)\(rest)"
    }
}
