/// A service that asks Chatelaine who may open it.
package struct SecuredApplication: Hashable, Sendable {
    /// Lower-case letters, digits and hyphens; unique within its domain, the same code may stand in several domains.
    package let code: String
    package let labels: [Language: String]
    package init(code: String, labels: [Language: String]) {
        self.code = code
        self.labels = labels
    }
}

/// A group of applications that an entity gets together, and the identifier it needs there (DOMAIN §3).
package struct AccessDomain: Hashable, Sendable {
    package let code: String
    package let labels: [Language: String]
    package let identifier: DomainIdentifier.Kind
    package let applications: [SecuredApplication]

    package init(code: String, labels: [Language: String], identifier: DomainIdentifier.Kind, applications: [SecuredApplication]) {
        self.code = code
        self.labels = labels
        self.identifier = identifier
        self.applications = applications
    }

    package func application(_ code: String) -> SecuredApplication? { applications.first { $0.code == code } }
}

/// Every domain and application there is: configuration of the installation, not data.
package struct Catalogue: Hashable, Sendable {
    package let domains: [AccessDomain]
    private let byCode: [String: Int]

    /// Codes that stand twice keep their first meaning.
    package init(_ domains: [AccessDomain]) {
        self.domains = domains
        byCode = Dictionary(domains.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package subscript(_ code: String) -> AccessDomain? { byCode[code].map { domains[$0] } }

    package func domains(offering application: String) -> [AccessDomain] { domains.filter { $0.application(application) != nil } }
}
