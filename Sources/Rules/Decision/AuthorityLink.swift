/// One link of a chain of authority: a row or function, and the act that opened it. A chain begins with what it rests on and ends with the legal
/// function above everything, or with whatever act had no authority above it (DESIGN §1).
package struct AuthorityLink: Hashable, Sendable {
    package enum Kind: String, Sendable { case grant, assignment, function }

    package let kind: Kind
    package let id: Int64
    package let role: Role?
    package let act: Act.ID?
    package let position: Int64?
    package let person: Person.ID?
    /// What the act was done under: the next link.
    package let authority: Authority

    package init(kind: Kind, id: Int64, role: Role?, act: Act.ID?, position: Int64?, person: Person.ID?, authority: Authority) {
        self.kind = kind
        self.id = id
        self.role = role
        self.act = act
        self.position = position
        self.person = person
        self.authority = authority
    }

    /// With keys as plain numbers: the index, another module, would otherwise make a call for each key.
    package init(kind: Kind, id: Int64, role: Role?, act: Int64, position: Int64, person: Int64?, authority: Authority) {
        self.init(
            kind: kind, id: id, role: role, act: .init(rawValue: act), position: position, person: person.map { .init(rawValue: $0) },
            authority: authority)
    }

    /// The function that a chain ends with.
    package init(_ function: LegalFunction.ID, of person: Person.ID?) {
        self.init(kind: .function, id: function.rawValue, role: .representative, act: nil, position: nil, person: person, authority: .installation)
    }

    /// A chain is a handful of links; the bound keeps a damaged one from running for ever.
    package static let longestChain = 16
}
