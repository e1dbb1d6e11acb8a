extension Act {
    /// The rules, asked again of an act that is done under an authority in an entity: who may do it there, on whom, and what it may change.
    /// - Throws: `Unlawful` with the rule that refuses it.
    package func requireLawful(in circumstances: ActCircumstances) throws(Unlawful) {
        switch RuleVersion.at(at) {
        case .first: try FirstRules(self, circumstances).require()
        }
    }
}

/// The first version of the rules, code by code: the files of `Delegation`, `Designation` and `Users` read backwards.
private struct FirstRules {
    private let act: Act
    private let entity: Entity.ID
    private let given: ActCircumstances
    private let effects: Effects

    init(_ act: Act, _ circumstances: ActCircumstances) throws(Unlawful) {
        guard let entity = act.entity else { throw .outOfPlace }
        (self.act, self.entity, given, effects) = (act, entity, circumstances, Effects(circumstances.touched))
    }

    func require() throws(Unlawful) {
        switch act.code {
        case .entityRegistered: try registers()
        case .chiefDesignated: try designates(isReplacing: false)
        case .chiefReplaced: try designates(isReplacing: true)
        case .coChiefAppointed: try appoints(.coChief, .appointCoChiefs, ending: [])
        case .qualityActivated: try activates()
        case .managerAppointed: try appointsManager(isReplacing: false)
        case .managerReplaced: try appointsManager(isReplacing: true)
        case .coManagerAppointed: try appoints(.coManager, .appointCoManagers, ending: [.user])
        case .userRegistered:
            try appoints(.user, .manageUsers, ending: [])
            guard !effects.given.isEmpty else { throw .notOfThisCode }
        case .userApplicationsChanged: try changesApplications()
        case .userEdited, .coManagerEdited, .coChiefEdited: try touchesAccount(raises: false)
        case .userPasswordSet, .coManagerPasswordSet, .coChiefPasswordSet: try touchesAccount(raises: true)
        case .entityContactChanged: try changesNothing(.editEntity)
        case .qualityContactChanged: try changesNothing(.editQualities)
        case .coChiefBlocked: try blocks(.coChief, .appointCoChiefs)
        case .coManagerBlocked: try blocks(.coManager, .appointCoManagers)
        case .userBlocked: try blocks(.user, .manageUsers)
        case .coChiefUnblocked: try unblocks(.coChief, .appointCoChiefs)
        case .coManagerUnblocked: try unblocks(.coManager, .appointCoManagers)
        case .userUnblocked: try unblocks(.user, .manageUsers)
        case .coChiefRemoved: try removes(.coChief, .appointCoChiefs)
        case .coManagerRemoved: try removes(.coManager, .appointCoManagers)
        case .userRemoved: try removes(.user, .manageUsers)
        // By people on their own data, or by the installation: under no role, and judged where it is seen under which right.
        case .personContactChanged, .personPasswordChanged, .personNamesCorrected, .personCertificateRegistered, .personCertificateRemoved,
            .registerImported, .rowsKept:
            throw .authorityNotHeld
        }
    }

    // MARK: Entities and their chiefs

    private func registers() throws(Unlawful) {
        try power(.designateChief, in: Place(entity: entity))
        try changes([.registered])
        guard effects.registered.count == 1, !given.isRegistered else { throw .notOfThisCode }
    }

    private func designates(isReplacing: Bool) throws(Unlawful) {
        let chief = try subject()
        try power(.designateChief, in: Place(entity: entity), on: Target(chief, as: .chief, raises: true))
        try changes(effects.closed.isEmpty ? [.opened] : [.opened, .closed])
        try opens(.chief, for: chief, in: nil)
        // The former chief goes, and what the new one was as co-chief.
        guard effects.closed.allSatisfy({ $0.role == .chief || ($0.role == .coChief && $0.person == chief) }),
            effects.closed.contains(where: { $0.role == .chief }) == isReplacing, (given.chief != nil) == isReplacing
        else { throw .notOfThisCode }
    }

    // MARK: Qualities and their managers

    private func activates() throws(Unlawful) {
        try power(.activateQualities, in: Place(entity: entity))
        let person = try subject()
        try changes(effects.opened.isEmpty ? [.activated] : [.activated, .opened])
        guard effects.activated.count == 1, effects.activated.first?.id == act.quality else { throw .notOfThisCode }
        guard !effects.opened.isEmpty else {
            guard person == given.chief else { throw .anotherSubject }
            return
        }
        try power(.appointManagers, in: place, on: Target(person, as: .manager, raises: true))
        try opens(.manager, for: person, in: act.quality)
    }

    private func appointsManager(isReplacing: Bool) throws(Unlawful) {
        let person = try subject()
        try power(.appointManagers, in: place, on: Target(person, as: .manager, raises: true))
        guard act.quality != nil, (given.manager != nil) == isReplacing,
            effects.closed.contains(where: { $0.role == .manager }) == isReplacing,
            effects.closed.allSatisfy({ $0.quality == act.quality && ($0.role == .manager || $0.person == person) })
        else { throw .notOfThisCode }
        guard effects.opened.isEmpty else {
            try changes(effects.closed.isEmpty ? [.opened] : [.opened, .closed])
            return try opens(.manager, for: person, in: act.quality)
        }
        // The chief manages what has no manager, without an assignment.
        try changes(effects.closed.isEmpty ? [] : [.closed])
        guard person == given.chief else { throw .anotherSubject }
    }

    // MARK: Those whom others appoint

    private func appoints(_ role: Role, _ power: Power, ending: Set<Role>) throws(Unlawful) {
        let person = try subject()
        try self.power(power, in: place, on: Target(person, as: role, raises: true))
        var kinds: Effects.Kinds = [.opened]
        if !effects.closed.isEmpty { kinds.insert(.closed) }
        if role == .user, !effects.given.isEmpty { kinds.insert(.given) }
        try changes(kinds)
        try opens(role, for: person, in: role.isOfQuality ? act.quality : nil)
        guard effects.closed.allSatisfy({ ending.contains($0.role) && $0.quality == act.quality }) else { throw .notOfThisCode }
        guard (effects.closed + effects.given).allSatisfy({ $0.person == person }) else { throw .anotherSubject }
        guard effects.given.allSatisfy({ $0.id == effects.opened.first?.id }) else { throw .notOfThisCode }
    }

    private func blocks(_ role: Role, _ power: Power) throws(Unlawful) {
        try changes([.blocked])
        try acts(on: effects.blocked, as: role, power, raises: false)
    }

    private func unblocks(_ role: Role, _ power: Power) throws(Unlawful) {
        try changes([.unblocked])
        try acts(on: effects.unblocked, as: role, power, raises: true)
    }

    private func removes(_ role: Role, _ power: Power) throws(Unlawful) {
        try changes([.closed])
        try acts(on: effects.closed, as: role, power, raises: false)
    }

    private func changesApplications() throws(Unlawful) {
        var kinds: Effects.Kinds = effects.given.isEmpty ? [] : [.given]
        if !effects.taken.isEmpty { kinds.insert(.taken) }
        try changes(kinds)
        let users = Set(effects.given + effects.taken)
        guard !users.isEmpty else { throw .notOfThisCode }
        try acts(on: Array(users), as: .user, .manageUsers, raises: !effects.given.isEmpty)
    }

    // MARK: Accounts and contact data

    /// An account opens everything that its person holds. Legal functions are not asked: the register may tell of them much later.
    private func touchesAccount(raises: Bool) throws(Unlawful) {
        try changes([])
        let person = try subject()
        guard let held = given.held.first(where: { $0.entity == entity && $0.quality == act.quality }) else { throw .refused(.noLongerHeld) }
        let administration = try refused { () throws(Refusal) in try held.administration() }
        let here = given.held.filter { $0.entity == entity }
        let others = OtherHoldings(
            highestRole: here.map(\.role).max() ?? .user, isElsewhere: here.count < given.held.count, qualities: Set(here.compactMap(\.quality)))
        try power(administration.power, in: place, on: Target(person, as: max(others.highestRole, held.role), raises: raises))
        try refused { () throws(Refusal) in try given.acting.requireAll(of: others) }
        guard act.code == (raises ? administration.passwordSet : administration.edited) else { throw .notOfThisCode }
    }

    private func changesNothing(_ power: Power) throws(Unlawful) {
        try self.power(power, in: place)
        try changes([])
    }

    // MARK: What all of them ask

    private var place: Place { Place(entity: entity, quality: act.quality) }

    private func subject() throws(Unlawful) -> Person.ID {
        guard let subject = act.subject else { throw .anotherSubject }
        return subject
    }

    private func power(_ power: Power, in place: Place, on target: Target? = nil) throws(Unlawful) {
        try refused { () throws(Refusal) in try given.acting.require(power, in: place, on: target) }
    }

    private func refused<T>(_ body: () throws(Refusal) -> T) throws(Unlawful) -> T {
        do throws(Refusal) { return try body() } catch { throw .refused(error) }
    }

    private func changes(_ kinds: Effects.Kinds) throws(Unlawful) { guard effects.kinds == kinds else { throw .notOfThisCode } }

    /// One assignment is opened: that role, for that person, there.
    private func opens(_ role: Role, for person: Person.ID, in quality: Quality.ID?) throws(Unlawful) {
        guard effects.opened.count == 1, let opened = effects.opened.first, opened.role == role, opened.quality == quality else {
            throw .notOfThisCode
        }
        guard opened.person == person else { throw .anotherSubject }
    }

    /// What is touched is one assignment of that role, of the person whom the act names, and the actor has the power over them where they hold it.
    private func acts(on touched: [Assignment], as role: Role, _ power: Power, raises: Bool) throws(Unlawful) {
        guard touched.count == 1, let held = touched.first else { throw .notOfThisCode }
        try self.power(power, in: held.place, on: Target(held.person, as: held.role, raises: raises))
        guard held.role == role, held.quality == act.quality else { throw .notOfThisCode }
        guard held.person == act.subject else { throw .anotherSubject }
    }
}
