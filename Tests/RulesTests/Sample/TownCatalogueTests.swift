import Rules
import Sample
import Testing

@Suite struct TownCatalogueTests {
    @Test(arguments: [
        (
            "nsso-employer",
            [
                "dimona", "dmfa", "dmfa-modification", "dmfa-consultation", "invoices", "ecaro", "social-risks", "temporary-unemployment", "belcotax",
                "works-declaration", "publiato", "student-at-work", "complementary-activities",
            ]
        ),
        ("provincial-local-employer", ["dimona"]), ("service-provider", ["dmfa"]), ("approved-social-secretariat", ["dmfa"]),
        ("full-service-secretariat", ["dmfa"]), ("hospital", ["insurability"]),
        ("care-home", ["insurability", "ehealth-box", "third-party-billing"]), ("pharmacy", ["insurability"]),
        ("telecom-operator", ["social-tariff"]),
        ("social-action", ["identification", "benefits"]), ("associations", ["complementary-activities"]), ("supplementary-pensions", []),
        ("trustee", []), ("finance", []), ("mobility", []),
    ])
    func `every code of the public contract is there`(domain: String, applications: [String]) throws {
        let domain = try #require(Town.catalogue[.init(rawValue: domain)])
        #expect(Set(applications).isSubset(of: domain.applications.map(\.code.rawValue)))
        #expect(!domain.applications.isEmpty)
    }

    @Test(arguments: Language.allCases)
    func `no two labels of a list read the same`(language: Language) {
        let domains = Town.catalogue.domains
        #expect(Set(domains.compactMap { $0.labels[language] }).count == domains.count)
        for domain in domains {
            #expect(Set(domain.applications.compactMap { $0.labels[language] }).count == domain.applications.count, "\(domain.code)")
        }
    }

    @Test func `no code stands twice`() {
        #expect(Set(Town.catalogue.domains.map(\.code)).count == Town.catalogue.domains.count)
        for domain in Town.catalogue.domains { #expect(Set(domain.applications.map(\.code.rawValue)).count == domain.applications.count) }
    }

    @Test func `one application code means one thing`() {
        let all = Town.catalogue.domains.flatMap(\.applications)
        for (code, same) in Dictionary(grouping: all, by: \.code) { #expect(Set(same).count == 1, "\(code)") }
    }
}
