import Rules
import Testing

@Suite struct NameSourceTests {
    private func person(namedBy source: NameSource) throws -> Person {
        Person(
            id: .init(rawValue: 1), ssin: try SSIN("96040399883"), givenName: try PersonName("Mari"), familyName: try PersonName("Colard"),
            namedBy: source, language: .fr)
    }

    @Test(arguments: NameSource.allCases, NameSource.allCases)
    func `a name is changed by whoever knows as well, or better`(now: NameSource, said: NameSource) throws {
        let former = try person(namedBy: now)
        let named = former.named(try PersonName("Marie"), try PersonName("Collard"), by: said)
        #expect((named != nil) == (said >= now))
        if let named { #expect(named.name == "Marie Collard" && named.namedBy == said) }
    }

    @Test func `the same name from a better source is confirmed, from the same source it is nothing new`() throws {
        let former = try person(namedBy: .manager)
        #expect(former.named(former.givenName, former.familyName, by: .card)?.namedBy == .card)
        #expect(former.named(former.givenName, former.familyName, by: .manager) == nil)
    }

    @Test func `someone without a given name is called by the one name they have`() throws {
        let one = try #require(try person(namedBy: .manager).named(nil, PersonName("Suharto"), by: .card))
        #expect(one.name == "Suharto" && one.givenName == nil)
    }
}
