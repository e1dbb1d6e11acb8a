/// A service that asks Chatelaine who may open it.
package struct SecuredApplication: Hashable, Sendable {
    /// Lower-case letters, digits and hyphens; unique within its domain, the same code may stand in several domains.
    package struct Code: TypedText {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        /// Of a text that anybody may have written; nil for what is written otherwise than a code.
        package init?(written text: String) {
            guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) }) else {
                return nil
            }
            rawValue = text
        }
    }

    package let code: Code
    package let labels: [Language: String]
    /// What it is for, in a sentence; empty without one.
    package let descriptions: [Language: String]
    /// Others of the domain that people tick by mistake in its place.
    package let confusedWith: [Code]

    package init(code: Code, labels: [Language: String], descriptions: [Language: String] = [:], confusedWith: [Code] = []) {
        (self.code, self.labels, self.descriptions, self.confusedWith) = (code, labels, descriptions, confusedWith)
    }
}

/// A group of applications that an entity gets together, and the identifier it needs there (DOMAIN §3).
package struct AccessDomain: Hashable, Sendable {
    package struct Code: TypedText {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }
    }

    package let code: Code
    package let labels: [Language: String]
    package let identifier: DomainIdentifier.Kind
    package let applications: [SecuredApplication]

    package init(code: Code, labels: [Language: String], identifier: DomainIdentifier.Kind, applications: [SecuredApplication]) {
        self.code = code
        self.labels = labels
        self.identifier = identifier
        self.applications = applications
    }

    package func application(_ code: SecuredApplication.Code) -> SecuredApplication? { applications.first { $0.code == code } }
}

/// Every domain and application there is: configuration of the installation, not data.
package struct Catalogue: Hashable, Sendable {
    package let domains: [AccessDomain]
    private let byCode: [AccessDomain.Code: Int]

    /// Codes that stand twice keep their first meaning.
    package init(_ domains: [AccessDomain]) {
        self.domains = domains
        byCode = Dictionary(domains.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package subscript(_ code: AccessDomain.Code) -> AccessDomain? { byCode[code].map { domains[$0] } }

    package func domains(offering application: SecuredApplication.Code) -> [AccessDomain] { domains.filter { $0.application(application) != nil } }
}
