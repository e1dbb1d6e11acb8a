package import Rules

/// A link as the index holds it: nothing but numbers.
package struct IndexLink {
    package let kind: AuthorityLink.Kind
    package let id: Int64
    package let role: Role?
    let person: Int64?
    let opener: OpenerRow?

    package var act: Int64? { opener?.act }
    package var position: Int64? { opener.map { Int64($0.position) } }
}

/// The way of authority, as it is told.
extension DecisionIndex {
    /// The way from what a yes rests on up to the company register, link by link; nothing for a no.
    package func path(of answer: IndexAnswer, _ tell: (IndexLink) -> Void) {
        guard let basis = answer.basis else { return }
        var told = 0
        if let place = basis.grant {
            let opener = openers[grants[place].opener]
            tell(IndexLink(kind: .grant, id: id(of: grants[place], on: basis.assignment), role: nil, person: nil, opener: opener))
            told += 1
        }
        var next: UInt32? = basis.assignment
        while let row = next, told < AuthorityLink.longestChain {
            let (assignment, id) = (assignments[row], id(of: row))
            let opener = openers[assignment.opener]
            tell(IndexLink(kind: .assignment, id: id, role: assignment.role, person: assignment.person, opener: opener))
            told += 1
            next = opener.authority.kind == .assignment ? opener.authority.row : nil
            if opener.authority.kind == .function {
                let function = functions[opener.authority.row]
                tell(IndexLink(kind: .function, id: function.id, role: .representative, person: function.person, opener: nil))
            }
        }
    }

    private func link(_ link: IndexLink) -> AuthorityLink {
        AuthorityLink(
            kind: link.kind, id: link.id, role: link.role, act: link.act.map { .init(rawValue: $0) }, position: link.position,
            person: link.person.map { .init(rawValue: $0) }, authority: link.opener.map { authority($0.authority) } ?? .installation)
    }

    private func authority(_ authority: OpenerAuthority) -> Authority {
        switch authority.kind {
        case .function: .function(.init(rawValue: functions[authority.row].id))
        case .assignment: .assignment(.init(rawValue: id(of: authority.row)))
        case .oneself: .oneself
        case .installation: .installation
        }
    }
}

extension DecisionIndex {
    /// The same as whole values: what `Decision.on` gives for the rows of the database.
    package func decided(_ answer: IndexAnswer) -> Decided {
        var links: [AuthorityLink] = []
        path(of: answer) { links.append(link($0)) }
        return Decided(decision: Decision(reason: answer.reason, basis: answer.basis.map(basis)), path: links, ledgerSize: size)
    }

    private func basis(_ basis: IndexAnswer.Basis) -> Decision.Basis {
        let (row, id) = (assignments[basis.assignment], Assignment.ID(rawValue: id(of: basis.assignment)))
        let quality = row.role.isOfQuality ? qualities[row.place] : nil
        let assignment = Assignment(
            id: id, person: .init(rawValue: row.person), role: row.role, entity: .init(rawValue: entities[quality?.entity ?? row.place].id),
            quality: quality.map { .init(rawValue: $0.id) })
        guard let place = basis.grant else { return .assignment(assignment) }
        let grant = grants[place]
        return .grant(
            Grant(
                id: .init(rawValue: self.id(of: grant, on: basis.assignment)), assignment: id,
                application: applications.codes[Int(grant.application)]), assignment)
    }
}
