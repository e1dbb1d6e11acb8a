/// The way of authority, as it is told.
extension DecisionIndex {
    /// The way from what a yes rests on up to the company register, link by link; nothing for a no.
    package func path(of answer: IndexAnswer, _ tell: (AuthorityLink) -> Void) {
        guard let basis = answer.basis else { return }
        var told = 0
        if let place = basis.grant {
            tell(link(.grant, id(of: grants[place], on: basis.assignment), openedBy: grants[place].opener))
            told += 1
        }
        var next: UInt32? = basis.assignment
        while let row = next, told < AuthorityLink.longestChain {
            let assignment = assignments[row]
            tell(link(.assignment, id(of: row), assignment.role, .init(rawValue: assignment.person), openedBy: assignment.opener))
            told += 1
            let authority = openers[assignment.opener].authority
            next = authority.kind == .assignment ? authority.row : nil
            if authority.kind == .function {
                let function = functions[authority.row]
                tell(AuthorityLink(.init(rawValue: function.id), of: .init(rawValue: function.person)))
            }
        }
    }

    private func link(_ kind: AuthorityLink.Kind, _ id: Int64, _ role: Role? = nil, _ person: Person.ID? = nil, openedBy row: UInt32) -> AuthorityLink
    {
        let opener = openers[row]
        return AuthorityLink(
            kind: kind, id: id, role: role, act: .init(rawValue: opener.act), position: Int64(opener.position), person: person,
            authority: authority(opener.authority))
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
        path(of: answer) { links.append($0) }
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
