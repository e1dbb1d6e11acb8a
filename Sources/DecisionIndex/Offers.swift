import Rules

/// Which domain of the catalogue offers which application. What rows speak of and the catalogue does not is in the code tables, and offered by nobody.
struct Offers: Sendable {
    /// What a question may be asked about.
    struct Offer {
        let application: UInt16
        /// Nil when any domain will do.
        let domain: UInt16?
    }

    private let domains: UInt16
    /// By application, then domain.
    private let isOffered: [Bool]
    private let isOfferedSomewhere: [Bool]

    init() { (domains, isOffered, isOfferedSomewhere) = (0, [], []) }

    init(_ catalogue: Catalogue, _ domains: inout CodeTable, _ applications: inout CodeTable) throws(IndexFault) {
        for domain in catalogue.domains {
            _ = try domains.number(of: domain.code.rawValue)
            for application in domain.applications { _ = try applications.number(of: application.code.rawValue) }
        }
        self.domains = UInt16(truncatingIfNeeded: domains.codes.count)
        isOffered = applications.codes.flatMap { application in
            domains.codes.map { catalogue[.init(rawValue: $0)]?.application(.init(rawValue: application)) != nil }
        }
        isOfferedSomewhere = applications.codes.map { !catalogue.domains(offering: .init(rawValue: $0)).isEmpty }
    }

    func offers(_ application: UInt16, in domain: UInt16) -> Bool {
        domain < domains && Int(application) < isOfferedSomewhere.count && isOffered[Int(application) * Int(domains) + Int(domain)]
    }

    func isKnown(domain: UInt16) -> Bool { domain < domains }
    func isOffered(_ application: UInt16) -> Bool { Int(application) < isOfferedSomewhere.count && isOfferedSomewhere[Int(application)] }
}
