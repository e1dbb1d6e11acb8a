import Rules
import Testing

@Suite struct DomainIdentifierTests {
    let bakery: EnterpriseNumber
    init() throws { bakery = try EnterpriseNumber("0999.999.031") }

    @Test(arguments: [
        (DomainIdentifier.Kind.nsso, "199999061", "1999990-61", "199999061"), (.nsso, "59999990-19", "59999990-19", "5999999019"),
        (.nihdi, "7 60992 70", "7-60992-70", "76099270"), (.nihdi, "1-99990-24-000", "1-99990-24-000", "19999024000"),
        (.provincialLocal, "99999926", "999999-26", "99999926"), (.provincialLocal, "000001-97", "000001-97", "00000197"),
        (.enterprise, "BE 999.999.031", "0999.999.031", "0999999031"), (.agreement, "000 012", "000012", "000012"),
    ])
    func `each kind is read, printed, stored and read back`(kind: DomainIdentifier.Kind, text: String, formatted: String, stored: String) throws {
        let identifier = try DomainIdentifier.parse(text, kind: kind, entity: bakery)
        #expect(identifier.kind == kind)
        #expect(identifier.formatted == formatted)
        #expect(identifier.stored.rawValue == stored)
        #expect(DomainIdentifier.format(.init(rawValue: stored), kind: kind) == formatted)
        for again in [stored, formatted] { #expect(try DomainIdentifier.parse(again, kind: kind, entity: bakery) == identifier) }
    }

    @Test(arguments: ["", "0999.999.130", "anything"]) func `where the entity's own number is asked, nothing else is taken`(text: String) throws {
        #expect(try DomainIdentifier.parse(text, kind: .enterprise, entity: bakery).stored.rawValue == bakery.digits)
    }

    @Test(arguments: [
        (DomainIdentifier.Kind.nsso, "1999990-62", "wrongCheckDigits"), (.nsso, "7-60992-70", "wrongLength"),
        (.nihdi, "7-60992-71", "wrongCheckDigits"),
        (.provincialLocal, "00000196", "impossibleSequence"), (.provincialLocal, "99999927", "impossibleSequence"),
        (.provincialLocal, "9999992", "wrongLength"), (.agreement, "000000", "impossibleSequence"), (.agreement, "12345", "wrongLength"),
    ])
    func `a number of another kind, or none, is refused`(kind: DomainIdentifier.Kind, text: String, reason: String) {
        #expect(Refused.code { try DomainIdentifier.parse(text, kind: kind, entity: bakery) } == reason)
    }

    @Test func `hostile input is refused`() {
        for kind in DomainIdentifier.Kind.allCases where kind != .enterprise {
            for (text, _) in Misprints.hostile { #expect(Refused.code { try DomainIdentifier.parse(text, kind: kind, entity: bakery) } != nil) }
        }
    }
}
