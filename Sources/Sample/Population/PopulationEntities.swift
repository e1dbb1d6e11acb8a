import FoundationEssentials
import Rules

/// What the company register says of the invented entities.
extension Population {
    func entity(_ index: Int) throws(InvalidIdentifier) -> Entity {
        var dice = Dice(seed, 3_000_000_000 + index)
        let name = "\(dice.pick(InventedNames.trades)) \(dice.pick(InventedNames.stems).text)\(dice.pick(InventedNames.endings).text)"
        let form = dice.pick(InventedNames.forms)
        return Entity(
            id: entityKey(index), number: try enterpriseNumber(index), name: "\(name) \(index + 1) \(form)",
            address: "\(dice.pick(InventedNames.streets)) \(1 + dice.below(180)), \(dice.pick(InventedNames.towns))",
            status: hasCeased(index) ? .ceased(on: Self.day(-20)) : .active)
    }

    /// One in a hundred of the small ones has ceased at last.
    private func hasCeased(_ index: Int) -> Bool { index >= 10 && index % 100 == 57 }

    /// One in twenty-five of the small ones never took part.
    func isRegistered(_ index: Int) -> Bool { index < 10 || index % 25 != 13 }

    /// Everybody who represents, and some auditors; where the entity has ceased, the function ended with it.
    func functions(_ index: Int) -> [LegalFunction] {
        let until = hasCeased(index) ? Self.day(-20) : nil
        let kinds: [FunctionKind] = [.director, .managingDirector, .manager, .chairperson, .founder, .permanentRepresentative]
        var functions = [
            LegalFunction(
                id: functionKey(2 * index), person: personKey(representative(index)), entity: entityKey(index), kind: kinds[index % kinds.count],
                from: Self.day(-40 * 52 + index % 1900 - Self.weeks * 7), until: until)
        ]
        if index % 3 == 1 {
            functions.append(
                LegalFunction(
                    id: functionKey(2 * index + 1), person: personKey(officer(index, 9)), entity: entityKey(index), kind: .auditor,
                    from: Self.day(-900), until: index % 6 == 1 ? Self.day(-200) : until))
        }
        return functions
    }

    /// The domains that an entity may activate, those that it does first.
    func entitlements(_ index: Int) throws(InvalidIdentifier) -> [(domain: AccessDomain, identifier: DomainIdentifier)] {
        var dice = Dice(seed, 4_000_000_000 + index)
        var domains = [index == 0 || !dice.chance(300) ? EmployerDomains.nssoEmployer : dice.pick(Self.first)]
        if index < 50, index % 5 == 3 { domains = [ServiceProviderDomains.approvedSocialSecretariat] }
        let others = Self.others.filter { other in !domains.contains { $0.code == other.code } }
        let start = dice.below(others.count)
        domains += (0..<(2 + dice.below(2))).map { others[(start + $0) % others.count] }
        let number = try enterpriseNumber(index)
        var entitlements: [(domain: AccessDomain, identifier: DomainIdentifier)] = []
        for domain in domains {
            entitlements.append((domain, try .parse(Self.identifier(index, domain.identifier), kind: domain.identifier, entity: number)))
        }
        return entitlements
    }

    /// Large entities have several qualities.
    func qualities(_ index: Int) -> Int {
        var dice = Dice(seed, 5_000_000_000 + index)
        return index < 50 ? 3 : dice.chance(80) ? 3 : dice.chance(250) ? 2 : 1
    }

    private static let first = [
        EmployerDomains.provincialLocalEmployer, ServiceProviderDomains.serviceProvider, ServiceProviderDomains.fullServiceSecretariat,
        CareDomains.hospital, CareDomains.careHome, CareDomains.pharmacy, SocialDomains.socialAction, ServiceProviderDomains.trustee,
    ]
    private static let others = [
        OtherAuthorityDomains.finance, ServiceProviderDomains.serviceProvider, OtherAuthorityDomains.mobility, SocialDomains.supplementaryPensions,
        SocialDomains.associations, SocialDomains.telecomOperator,
    ]

    /// Midnight UTC so many days after the end of the history.
    private static func day(_ days: Int) -> Date { Date(timeIntervalSince1970: Double(1_583_107_200 + (weeks * 7 + days) * 86_400)) }

    /// 0900000000 and above: numbers that no enterprise was given.
    private func enterpriseNumber(_ index: Int) throws(InvalidIdentifier) -> EnterpriseNumber {
        let body = 9_000_000 + index
        return try EnterpriseNumber(Self.padded(body * 100 + 97 - body % 97, 10))
    }

    private static func identifier(_ index: Int, _ kind: DomainIdentifier.Kind) -> String {
        switch kind {
        case .nsso:
            let body = 1_000_001 + index
            let check = 96 - body * 100 % 97
            return padded(body * 100 + (check == 0 ? 97 : check), 9)
        case .nihdi:
            let body = 100_000 + index
            return padded(body * 100 + 97 - body % 97, 8)
        case .provincialLocal: return padded(10_000_000 + index, 8)
        case .agreement: return padded(100_000 + index, 6)
        case .enterprise: return ""
        }
    }
}
