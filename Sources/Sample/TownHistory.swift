package import Rules

extension Town {
    /// The world at start. Made anew by the rules at each call, always the same.
    /// - Throws: `Refusal` when the rules no longer allow what the town's people do here.
    package static func world() throws -> World {
        World(
            people: named + deLindeCrowd + meuseCrowd, userNames: userNames, entities: entities, functions: functions, entitlements: entitlements,
            acts: try foundingActs())
    }

    private static func foundingActs() throws -> [Act] {
        var chronicle = Chronicle()
        try foundDeLinde(&chronicle)
        try foundMeuse(&chronicle)
        try chronicle.designate(ingrid, of: vennbahn, under: ingridRepresents)
        _ = try chronicle.activate(EmployerDomains.nssoEmployer, for: vennbahn, manager: karl)
        try chronicle.designate(nadia, of: amisDuLivre, under: nadiaRepresents)
        _ = try chronicle.activate(SocialDomains.associations, for: amisDuLivre)
        return chronicle.acts
    }

    private static func foundDeLinde(_ chronicle: inout Chronicle) throws {
        try chronicle.designate(sofie, of: deLinde, under: sofieRepresents)
        let employer = try chronicle.activate(EmployerDomains.nssoEmployer, for: deLinde, manager: jan)
        try chronicle.appointCoManager(pieter, of: employer, by: jan)
        try chronicle.register(fatima, in: employer, by: jan, ["dimona", "dmfa"], of: EmployerDomains.nssoEmployer)
        try settle(deLindeCrowd.prefix(13), in: employer, of: EmployerDomains.nssoEmployer, by: [jan, pieter], &chronicle)

        let careHome = try chronicle.activate(CareDomains.careHome, for: deLinde)
        try settle(deLindeCrowd.dropFirst(13), in: careHome, of: CareDomains.careHome, by: [sofie], &chronicle)
    }

    private static func foundMeuse(_ chronicle: inout Chronicle) throws {
        try chronicle.designate(helene, of: meuse, under: bartRepresents)
        try chronicle.appointCoChief(marc, of: meuse)
        let domain = ServiceProviderDomains.approvedSocialSecretariat
        let secretariat = try chronicle.activate(domain, for: meuse)
        try settle(meuseCrowd[...], in: secretariat, of: domain, by: [helene, marc], &chronicle)
    }

    /// Registers a crowd as users, each by the next of `actors` and with a share of the applications, and blocks one in seven.
    private static func settle(
        _ crowd: ArraySlice<Person>, in quality: Quality, of domain: AccessDomain, by actors: [Person], _ chronicle: inout Chronicle
    ) throws {
        for (turn, person) in crowd.enumerated() {
            let actor = actors[turn % actors.count]
            let share = domain.applications.enumerated().filter { ($0.offset + turn) % 3 == 0 || $0.offset == turn % domain.applications.count }
            try chronicle.register(person, in: quality, by: actor, Set(share.map(\.element.code)), of: domain)
            guard turn % 7 == 4 else { continue }
            try chronicle.block(person, in: quality, by: actor, because: BlockReason.allCases[turn / 7 % BlockReason.allCases.count])
        }
    }
}
