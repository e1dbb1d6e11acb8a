import Rules
import Testing

@Suite struct HugeInputTests {
    let digits = String(repeating: "1", count: 5_000_000)

    @Test func `five million digits are refused, whatever they were to be`() throws {
        let bakery = try EnterpriseNumber("0999.999.031")
        #expect(Refused.code { try SSIN(digits) } == "tooLong")
        #expect(Refused.code { try EnterpriseNumber(digits) } == "tooLong")
        #expect(Refused.code { try EstablishmentNumber(digits) } == "tooLong")
        #expect(Refused.code { try UserName(digits) } == "tooLong")
        #expect(Refused.code { try TechnicalUserName("EXP" + digits) } == "tooLong")
        #expect(Refused.code { try EmailAddress(digits + "@example.com") } == "tooLong")
        #expect(Refused.code { try PhoneNumber(digits) } == "tooLong")
        #expect(Refused.code { try PersonName("Sofie" + digits) } == "tooLong")
        for kind in DomainIdentifier.Kind.allCases where kind != .enterprise {
            #expect(Refused.code { try DomainIdentifier.parse(digits, kind: kind, entity: bakery) } == "tooLong")
        }
    }

    @Test func `more digits than a machine word holds are a wrong length`() {
        for count in 18...64 {
            let digits = String(repeating: "9", count: count)
            #expect(Refused.code { try SSIN(digits) } == "wrongLength")
            #expect(Refused.code { try EnterpriseNumber(digits) } == "wrongLength")
            #expect(Refused.code { try EstablishmentNumber(digits) } == "wrongLength")
            #expect(Refused.code { try NSSONumber(digits) } == "wrongLength")
            #expect(Refused.code { try NIHDINumber(digits) } == "wrongLength")
            #expect(Refused.code { try PhoneNumber(digits) } == "phoneShape")
        }
    }

    @Test func `an endless list of languages says nothing`() {
        #expect(Language.negotiated(String(repeating: "nl,", count: 1_500_000)) == .en)
    }
}
