import Rules
import TestSupport
import Testing

@Suite struct NIHDINumberTests {
    @Test(arguments: ["7-10990-20", "7-10991-19", "7-60992-70", "7-50993-78", "1-99990-24-000", "4-99991-44-000", "9-99992-78-000"])
    func `every example of the domain is read and printed`(formatted: String) throws {
        let number = try NIHDINumber(formatted)
        #expect(number.formatted == formatted)
        #expect(number.digits == String(formatted.filter { $0 != "-" }))
        #expect(number.institution == String(number.digits.prefix(8)))
    }

    @Test(arguments: ["76099270", "7-60992-70", "7/60992/70", "7.60992.70", "7 60992 70", "760 992\u{A0}70"])
    func `every printed form is read`(text: String) throws { #expect(try NIHDINumber(text).digits == "76099270") }

    @Test(arguments: [
        ("7-60992-71", InvalidIdentifier.wrongCheckDigits), ("1-99990-25-000", .wrongCheckDigits), ("7-60992-7", .wrongLength(expected: 8, or: 11)),
        ("1-99990-24-00", .wrongLength(expected: 8, or: 11)), ("0-00000-97", .impossibleSequence),
    ])
    func `what is wrong is said`(text: String, reason: InvalidIdentifier) { #expect(throws: reason) { try NIHDINumber(text) } }

    @Test func `a provider's competence may change, what identifies them stays`() throws {
        let before = try NIHDINumber("1-99990-24-000")
        let after = try NIHDINumber("1-99990-24-004")
        #expect(before != after)
        #expect(before.institution == after.institution)
    }

    @Test func `parse after print gives the number back, and any single changed digit of the first eight is refused`() throws {
        var chance = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            let institution = Numbers.checked(.random(in: 1...999_999, using: &chance), length: 8)
            let competence = Numbers.padded(.random(in: 0...999, using: &chance), 3)
            for digits in [institution, institution + competence] {
                let number = try NIHDINumber(digits)
                #expect(number.digits == digits)
                #expect(try NIHDINumber(number.formatted) == number)
            }
            let misprints = Misprints.changed(institution)
            #expect(misprints.filter { (try? NIHDINumber($0)) != nil || (try? NIHDINumber($0 + competence)) != nil } == [])
        }
    }

    @Test func `hostile input is refused`() {
        for (text, reason) in Misprints.hostile { #expect(Refused.code { try NIHDINumber(text) } == reason) }
    }
}
