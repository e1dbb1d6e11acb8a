import Rules
import TestSupport
import Testing

@Suite struct EstablishmentNumberTests {
    @Test(arguments: ["2.999.999.073", "2.999.999.172", "2.999.999.271", "2.000.000.339"])
    func `every example of the domain is read and printed`(formatted: String) throws {
        let unit = try EstablishmentNumber(formatted)
        #expect(unit.formatted == formatted)
        #expect(try EstablishmentNumber(unit.digits) == unit)
    }

    @Test(arguments: [
        ("2.999.999.074", InvalidIdentifier.wrongCheckDigits), ("0999.999.031", .wrongPrefix(expected: "2–8")),
        ("1999.999.052", .wrongPrefix(expected: "2–8")),
        ("9.999.999.999", .wrongPrefix(expected: "2–8")),
        ("2.999.999.07", .wrongLength(expected: 10)),
    ])
    func `what is wrong is said`(text: String, reason: InvalidIdentifier) { #expect(throws: reason) { try EstablishmentNumber(text) } }

    @Test func `parse after print gives the number back, and any single changed digit is refused`() throws {
        var chance = SeededGenerator(seed: 2999)
        for _ in 0..<300 {
            let unit = try EstablishmentNumber(Numbers.checked(.random(in: 20_000_000...89_999_999, using: &chance), length: 10))
            for printed in [unit.digits, unit.formatted] { #expect(try EstablishmentNumber(printed) == unit) }
            #expect(Misprints.changed(unit.digits).filter { (try? EstablishmentNumber($0)) != nil } == [])
        }
    }

    @Test func `hostile input is refused`() {
        for (text, reason) in Misprints.hostile { #expect(Refused.code { try EstablishmentNumber(text) } == reason) }
    }
}
