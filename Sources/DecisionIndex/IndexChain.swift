package import Rules

/// The chain of authority, as it is told.
extension DecisionIndex {
    /// The chain from what a yes rests on up to the company register, link by link; nothing for a no. Links are given one by one, so that whoever writes
    /// them out need not gather them.
    package func path(of decision: IndexDecision, _ tell: (AuthorityLink) -> Void) {
        guard let basis = decision.basis else { return }
        var told = 0
        if let place = basis.grant {
            let grant = grants[place]
            let openingAct = openingActs[openingAct(of: grant, on: basis.assignment)]
            tell(
                AuthorityLink(
                    kind: .grant, id: id(of: grant, on: basis.assignment), role: nil, act: openingAct.act, position: Int64(openingAct.position),
                    person: nil,
                    authority: authority(openingAct.authority)))
            told += 1
        }
        var (next, id): (UInt32?, Int64) = (basis.assignment, id(of: basis.assignment))
        while let row = next, told < AuthorityLink.longestChain {
            let assignment = assignments[row]
            let openingAct = openingActs[assignment.openingAct]
            let authority = authority(openingAct.authority)
            tell(
                AuthorityLink(
                    kind: .assignment, id: id, role: assignment.role, act: openingAct.act, position: Int64(openingAct.position),
                    person: assignment.person,
                    authority: authority))
            told += 1
            next = nil
            if case .assignment(let above) = authority { (next, id) = (openingAct.authority.row, above.rawValue) }
            if openingAct.authority.kind == .function {
                let function = functions[openingAct.authority.row]
                tell(AuthorityLink(.init(rawValue: function.id), of: .init(rawValue: function.person)))
            }
        }
    }

    private func authority(_ authority: OpeningAuthority) -> Authority {
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
    package func explained(_ decision: IndexDecision) -> ExplainedDecision {
        var path: [AuthorityLink] = []
        self.path(of: decision) { path.append($0) }
        return ExplainedDecision(Decision(decision.reason, decision.basis.map(rows)), path: path, ledgerSize: size)
    }

    private func rows(_ basis: IndexDecision.Basis) -> AuthorityBasis {
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
                application: .init(rawValue: applications.codes[Int(grant.application)])), assignment)
    }
}
