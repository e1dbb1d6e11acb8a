import Rules
import TestSupport
import Testing

@Suite struct NSSONumberTests {
    @Test(arguments: ["1999990-61", "1999991-58", "1999992-55", "0001000-06", "1999999-34", "1122334-61", "1190025-09"])
    func `definitive examples are read and printed`(formatted: String) throws {
        let number = try NSSONumber(formatted)
        #expect(number.kind == .definitive)
        #expect(number.formatted == formatted)
        #expect(try NSSONumber(number.digits) == number)
    }

    @Test(arguments: ["5999999019", "5999999116", "5999999213", "5000000120", "5999999989"])
    func `provisional examples are read and printed`(digits: String) throws {
        let number = try NSSONumber(digits)
        #expect(number.kind == .provisional)
        #expect(number.digits == digits)
        #expect(number.formatted == "\(digits.prefix(8))-\(digits.suffix(2))")
    }

    @Test(arguments: ["199999061", "1999990-61", "1999990/61", "1 999 990 61", " 1999990\u{2013}61 "])
    func `every printed form is read`(text: String) throws { #expect(try NSSONumber(text).digits == "199999061") }

    @Test(arguments: [
        ("1122334-56", InvalidIdentifier.wrongCheckDigits), ("1190025-01", .wrongCheckDigits), ("1999990-62", .wrongCheckDigits),
        ("2999990-61", .wrongPrefix(expected: "0, 1")),
        ("4999999019", .wrongPrefix(expected: "5")), ("19999906", .wrongLength(expected: 9, or: 10)),
        ("19999906100", .wrongLength(expected: 9, or: 10)),
        ("0000999-09", .impossibleSequence), ("5000000023", .impossibleSequence),
    ])
    func `what is wrong is said`(text: String, reason: InvalidIdentifier) { #expect(throws: reason) { try NSSONumber(text) } }

    @Test func `97 stands where 00 would`() throws {
        let first = try #require((1_999_900...1_999_999).first { $0 * 100 % 97 == 96 })
        #expect(try NSSONumber("\(first)97").formatted == "\(first)-97")
        #expect(throws: InvalidIdentifier.wrongCheckDigits) { try NSSONumber("\(first)00") }
    }

    @Test func `parse after print gives the number back, and any single changed digit is refused`() throws {
        var chance = SeededGenerator(seed: 61)
        for _ in 0..<200 {
            let definitive = Numbers.nsso(.random(in: 1000...1_999_999, using: &chance), length: 9)
            let provisional = Numbers.nsso(.random(in: 50_000_001...59_999_999, using: &chance), length: 10)
            for digits in [definitive, provisional] {
                let number = try NSSONumber(digits)
                #expect(number.digits == digits)
                #expect(try NSSONumber(number.formatted) == number)
                #expect(Misprints.changed(digits).filter { (try? NSSONumber($0)) != nil } == [])
            }
        }
    }

    @Test func `hostile input is refused`() {
        for (text, reason) in Misprints.hostile { #expect(Refused.code { try NSSONumber(text) } == reason) }
    }
}
