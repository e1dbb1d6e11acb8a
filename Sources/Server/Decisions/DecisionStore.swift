package import Rules
package import Storage

extension Transaction {
    /// Gathers what one decision needs: at most a handful of look-ups, all in this snapshot.
    package func decisionFacts(person ssin: SSIN?, entity number: EnterpriseNumber?) throws -> DecisionFacts {
        try decisionFacts(of: try ssin.flatMap { try personID(of: $0) }, in: number)
    }

    func decisionFacts(of person: Person.ID?, in number: EnterpriseNumber?) throws -> DecisionFacts {
        guard let number, let entity = try entity(number) else {
            return DecisionFacts(person: person, entity: nil, isRegistered: false, chief: nil, qualities: [])
        }
        let chief = try chief(of: entity.id)?.assignment
        let qualities = try qualities(of: entity.id).map { quality in
            DecisionFacts.QualityFacts(
                quality: quality, held: try person.flatMap { try holding(of: $0, in: quality.id) },
                hasAppointedManager: try appointedManager(of: quality.id) != nil)
        }
        return DecisionFacts(
            person: person, entity: entity, isRegistered: try registration(of: entity.id) != nil,
            chief: chief?.person == person ? chief : nil, qualities: qualities)
    }

    /// The way from what a person holds up to the company register: each row, and the act that opened it (DESIGN §1). The last link is the
    /// legal function that everything rests on, or whatever act had no authority above it.
    package func authorityPath(from basis: AuthorityBasis) throws -> [AuthorityLink] {
        var links: [AuthorityLink] = []
        if case .grant(let grant, _) = basis { links.append(try link(.grant, grant.id.rawValue, role: nil)) }
        var next: Assignment.ID? = basis.assignment.id
        while let id = next, links.count < AuthorityLink.longestChain {
            let role = try row("SELECT role FROM assignments WHERE id = \(id)") { Role(rawValue: try $0.text("role")) } ?? nil
            let link = try link(.assignment, id.rawValue, role: role)
            links.append(link)
            switch link.authority {
            case .assignment(let above): next = above
            case .function(let function):
                links.append(AuthorityLink(function, of: try legalFunction(function)?.person))
                next = nil
            case .oneself, .installation: next = nil
            }
        }
        return links
    }

    private func link(_ kind: AuthorityLink.Kind, _ id: Int64, role: Role?) throws -> AuthorityLink {
        let opened: SQL =
            kind == .grant
            ? "SELECT opened_by, NULL AS person FROM grants WHERE id = \(id)" : "SELECT opened_by, person FROM assignments WHERE id = \(id)"
        let found = try row(
            "SELECT o.person, a.id, a.position, a.authority_kind, a.authority_key FROM (\(opened)) o JOIN acts a ON a.id = o.opened_by"
        ) {
            AuthorityLink(
                kind: kind, id: id, role: role, act: .init(rawValue: try $0.integer("id")), position: try $0.integer("position"),
                person: try $0.optionalInteger("person").map(Key.init(rawValue:)),
                authority: Authority(kind: try $0.text("authority_kind"), key: try $0.optionalInteger("authority_key")) ?? .installation)
        }
        guard let found else { throw BrokenChain(kind: kind.rawValue, id: id) }
        return found
    }
}

/// A row that no act opened: `chatelaine verify` names it.
package struct BrokenChain: Error {
    package let kind: String
    package let id: Int64
}
