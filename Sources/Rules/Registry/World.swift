/// A whole registry and its history as values: what the demo, the tests and the benchmarks start from.
package struct World: Sendable {
    package var people: [Person]
    /// Who has an account, and its user name.
    package var userNames: [Person.ID: UserName]
    package var entities: [Entity]
    package var functions: [LegalFunction]
    /// By entity: the domains it may activate, with its identifier there.
    package var entitlements: [Entity.ID: [(domain: AccessDomain.Code, identifier: DomainIdentifier.Stored)]]
    /// In the order they were done; each made by the rules.
    package var acts: [Act]

    package init(
        people: [Person], userNames: [Person.ID: UserName], entities: [Entity], functions: [LegalFunction],
        entitlements: [Entity.ID: [(domain: AccessDomain.Code, identifier: DomainIdentifier.Stored)]], acts: [Act]
    ) {
        self.people = people
        self.userNames = userNames
        self.entities = entities
        self.functions = functions
        self.entitlements = entitlements
        self.acts = acts
    }
}
