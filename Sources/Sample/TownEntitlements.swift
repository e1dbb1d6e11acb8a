package import Rules

extension Town {
    /// A domain that an entity may activate, with its identifier there.
    struct Entitled {
        let domain: AccessDomain
        let identifier: DomainIdentifier
    }

    /// By entity. Every registered one has more than it activated, so that "activate another" has something to show.
    static let entitled: [Entity.ID: [Entitled]] = [
        tournesol.id: entitled(tournesol, (EmployerDomains.nssoEmployer, "1999990-61")),
        deLinde.id: entitled(
            deLinde, (EmployerDomains.nssoEmployer, "1999991-58"), (CareDomains.careHome, "7-60992-70"), (SocialDomains.socialAction, ""),
            (SocialDomains.associations, "")),
        meuse.id: entitled(
            meuse, (ServiceProviderDomains.approvedSocialSecretariat, "999001"), (ServiceProviderDomains.fullServiceSecretariat, ""),
            (EmployerDomains.nssoEmployer, "1999993-52"), (OtherAuthorityDomains.finance, "")),
        vennbahn.id: entitled(
            vennbahn, (EmployerDomains.nssoEmployer, "1999992-55"), (OtherAuthorityDomains.mobility, ""), (OtherAuthorityDomains.finance, "")),
        amisDuLivre.id: entitled(
            amisDuLivre, (SocialDomains.associations, ""), (SocialDomains.socialAction, ""), (OtherAuthorityDomains.finance, "")),
    ]

    static var entitlements: [Entity.ID: [(domain: AccessDomain.Code, identifier: DomainIdentifier.Stored)]] {
        entitled.mapValues { $0.map { (domain: $0.domain.code, identifier: $0.identifier.stored) } }
    }

    /// No text is needed where the domain asks for the enterprise number, which is the entity's own.
    private static func entitled(_ entity: Entity, _ domains: (AccessDomain, String)...) -> [Entitled] {
        domains.map { Entitled(domain: $0, identifier: identifier($1, in: $0, of: entity)) }
    }

    private static func identifier(_ text: String, in domain: AccessDomain, of entity: Entity) -> DomainIdentifier {
        literal(try DomainIdentifier.parse(text, kind: domain.identifier, entity: entity.number))
    }
}
