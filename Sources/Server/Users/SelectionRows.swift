import Rules
import Web

/// The people of a selection in words: those who change, those who stay, and what follows for all.
struct SelectionRows {
    let changes, stays: LongTable<SelectionColumn>
    /// What the act means for everyone who changes.
    let effects: [String]
    let missing: String?
    let told: String?
    private let names: [Int64: String]
    private let visit: Visit

    init(_ rows: [UserRow], _ preview: Preview, _ change: SelectionChange, _ visit: Visit) throws {
        let outcomes = preview.plan.outcomes
        let byUser = Dictionary(outcomes.entries.map { ($0.key, $0.outcome) }, uniquingKeysWith: { first, _ in first })
        let said = try SaidEffects(preview, in: visit.thisQuality().domain, visit)
        var (changing, staying): ([[String]], [[String]]) = ([], [])
        for row in rows {
            switch byUser[row.id.rawValue] {
            case .changes: changing.append(visit.cells(row, said[row.person]))
            case .stays(let refusal): staying.append(visit.cells(row, visit.say(staying: refusal)))
            case .missing, nil: break
            }
        }
        visit.disclose(nil, rows.count { visit.seesNumbers(of: $0.role) && $0.person != visit.person?.id }, on: .userSelection)
        (changes, stays) = (LongTable(rows: changing), LongTable(rows: staying))
        effects = outcomes.changed > 0 ? said.forAll(change) : []
        let gone = outcomes.entries.count { $0.outcome == .missing }
        missing = gone > 0 ? visit.say(count: gone, "users.selection.missing") : nil
        told = said.told > 0 ? visit.say(count: said.told, "users.selection.told") : nil
        names = Dictionary(rows.map { ($0.id.rawValue, "\($0.givenName) \($0.familyName)") }, uniquingKeysWith: { first, _ in first })
        self.visit = visit
    }

    /// How people fare now who fared otherwise before.
    func differing(_ outcomes: SelectionOutcomes, since seen: String) -> [String] {
        guard let seen = SelectionOutcomes(text: seen) else { return [] }
        return outcomes.differing(from: seen).prefix(50).map { entry in
            let name = names[entry.key] ?? visit.say("users.selection.somebody")
            switch entry.outcome {
            case .changes: return visit.say("users.selection.nowChanges", ["name": name])
            case .stays(let refusal): return visit.say("users.selection.nowStays", ["name": name, "why": visit.say(staying: refusal)])
            case .missing: return visit.say("users.selection.nowMissing", ["name": name])
            }
        }
    }
}

/// The consequences of a plan by whom they are for.
struct SaidEffects {
    private let opens, opensNoLonger: [Person.ID: [String]]
    private let visit: Visit
    let told: Int

    init(_ preview: Preview, in domain: AccessDomain.Code, _ visit: Visit) {
        var (opens, ends): ([Person.ID: [String]], [Person.ID: [String]]) = ([:], [:])
        var labels: [SecuredApplication.Code: String] = [:]
        func label(_ code: SecuredApplication.Code) -> String {
            if let known = labels[code] { return known }
            let label = visit.label(of: code, in: domain)
            labels[code] = label
            return label
        }
        var told: Set<Person.ID> = []
        for consequence in preview.consequences {
            switch consequence {
            case .opens(let person, let application): opens[person, default: []].append(label(application))
            case .opensNoLonger(let person, let application): ends[person, default: []].append(label(application))
            case .told(let person): told.insert(person)
            case .regains(_, let person): opens[person, default: []].append(visit.say("users.all"))
            case .registered, .activated, .begins, .ends, .blocked, .signedOut: break
            }
        }
        (self.opens, opensNoLonger, self.visit, self.told) = (opens, ends, visit, told.count)
    }

    subscript(_ person: Person.ID) -> String {
        let gained = opens[person].map { visit.say("users.selection.opens", ["applications": $0.joined(separator: ", ")]) }
        let lost = opensNoLonger[person].map { visit.say("users.selection.opensNoLonger", ["applications": $0.joined(separator: ", ")]) }
        return [gained, lost].compactMap(\.self).joined(separator: " ")
    }

    func forAll(_ change: SelectionChange) -> [String] {
        switch change {
        case .block: [visit.say("users.block.opensNothing"), visit.say("users.block.keeps"), visit.say("users.block.here")]
        case .remove: [visit.say("users.remove.list"), visit.say("users.remove.account")]
        case .addApplications, .removeApplications, .unblock: []
        }
    }
}

extension Visit {
    /// Why somebody of a selection stays as they are.
    func say(staying refusal: Refusal) -> String {
        let own = "users.selection.stays.\(refusal.code)"
        return say(house.pages.texts.phrases[own] == nil ? "refusals.\(refusal.code).why" : own)
    }

    fileprivate func cells(_ row: UserRow, _ effect: String) -> [String] {
        let (role, status) = (badge(row.role), badge(blocked: row.isBlocked))
        return [
            row.familyName, row.givenName, row.userName ?? "", role.kind, role.label,
            seesNumbers(of: row.role) ? row.ssin.formatted : row.ssin.masked,
            status.kind, status.label, effect,
        ]
    }
}
