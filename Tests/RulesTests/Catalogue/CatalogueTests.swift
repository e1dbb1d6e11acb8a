import Rules
import Testing

@Suite struct CatalogueTests {
    @Test func `a domain is found by its code, an application in each domain that offers it`() {
        #expect(Cast.catalogue["care-home"] == Cast.careDomain)
        #expect(Cast.catalogue["poste"] == nil)
        #expect(Cast.catalogue.domains(offering: "dimona").map(\.code) == ["nsso-employer", "care-home"])
        #expect(Cast.catalogue.domains(offering: "telegraph").isEmpty)
        #expect(Cast.employerDomain.application("dmfa")?.code == "dmfa")
        #expect(Cast.employerDomain.application("insurability") == nil)
    }

    @Test func `a code that stands twice keeps its first meaning`() {
        let twin = AccessDomain(code: "care-home", labels: [:], identifier: .enterprise, applications: [])
        #expect(Catalogue([Cast.careDomain, twin])["care-home"] == Cast.careDomain)
    }
}
