package import Rules

extension Town {
    /// The domains and applications of the demo world (DESIGN §10, DOMAIN §3). French labels are those of the manuals.
    package static let catalogue = Catalogue(
        EmployerDomains.all + ServiceProviderDomains.all + CareDomains.all + SocialDomains.all + OtherAuthorityDomains.all)
}
