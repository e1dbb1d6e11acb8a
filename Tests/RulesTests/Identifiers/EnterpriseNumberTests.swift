import Rules
import TestSupport
import Testing

@Suite struct EnterpriseNumberTests {
    @Test(arguments: [
        "0999.999.031", "0999.999.130", "0999.999.229", "0999.999.328", "0999.999.427", "0999.999.526", "1999.999.052", "1999.999.151",
        "1999.999.250",
        "0999.992.497", "1234.567.894",
    ])
    func `every example of the domain and of the demo world is read and printed`(formatted: String) throws {
        let number = try EnterpriseNumber(formatted)
        #expect(number.formatted == formatted)
        #expect(try EnterpriseNumber(number.digits) == number)
    }

    @Test(arguments: [
        "0999999031", "999999031", "999.999.031", "BE0999999031", "BE 0999.999.031", "be0999.999.031", "BE (0)999.999.031", "(0)999.999.031",
        "BE-0999-999-031",
        "0999/999/031", "BE\u{A0}999 999 031", "  0999 999 031 ",
    ])
    func `every printed form is read`(text: String) throws {
        let bakery = try EnterpriseNumber(text)
        #expect(bakery.digits == "0999999031")
        #expect(bakery.vat == "BE0999999031")
        #expect("\(bakery)" == "0999.999.031")
    }

    @Test(arguments: [
        ("0999.999.032", InvalidIdentifier.wrongCheckDigits), ("0999.992.400", .wrongCheckDigits), ("2999.999.073", .wrongPrefix(expected: "0, 1")),
        ("99999031", .wrongLength(expected: 10)),
        ("00999999031", .wrongLength(expected: 10)), ("NL0999999031", .notDigits), ("0000.000.097", .impossibleSequence), ("BE", .empty),
    ])
    func `what is wrong is said`(text: String, reason: InvalidIdentifier) { #expect(throws: reason) { try EnterpriseNumber(text) } }

    @Test func `parse after print gives the number back, and any single changed digit is refused`() throws {
        var chance = SeededGenerator(seed: 999)
        for _ in 0..<300 {
            let number = try EnterpriseNumber(Numbers.checked(.random(in: 1...19_999_999, using: &chance), length: 10))
            for printed in [number.digits, number.formatted, number.vat] { #expect(try EnterpriseNumber(printed) == number) }
            #expect(Misprints.changed(number.digits).filter { (try? EnterpriseNumber($0)) != nil } == [])
        }
    }

    @Test func `hostile input is refused`() {
        for (text, reason) in Misprints.hostile { #expect(Refused.code { try EnterpriseNumber(text) } == reason) }
    }
}
