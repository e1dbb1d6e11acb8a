import Rules
import Testing

@Suite struct PhoneNumberTests {
    @Test(arguments: [
        ("04 220 00 00", "+3242200000"), ("04/220.00.00", "+3242200000"), ("0475-12-34-56", "+32475123456"), ("+32 4 220 00 00", "+3242200000"),
        ("+32 (0)4 220 00 00", "+3242200000"), ("0032 4 220 00 00", "+3242200000"), ("0032(0)42200000", "+3242200000"),
        ("+352 27 00 00 00", "+35227000000"),
        ("(04) 220 00 00", "+3242200000"), ("02\u{A0}511\u{A0}51\u{A0}51", "+3225115151"), ("32475123456", "+32475123456"),
    ])
    func `numbers are kept without separators, with the country`(typed: String, kept: String) throws {
        let number = try PhoneNumber(typed)
        #expect(number.text == kept)
        #expect(try PhoneNumber(number.text) == number)
    }

    @Test(arguments: [
        ("", "empty"), ("04 22", "phoneShape"), ("04------", "phoneShape"), ("0475 12 34 56 78 90 1", "phoneShape"),
        ("+12345678901234567", "phoneShape"),
        ("04 220 00 0o", "phoneShape"),
        ("0475123456\u{0}", "forbiddenCharacter"), ("\u{202D}0475123456", "forbiddenCharacter"), ("０４７５１２３４５６", "phoneShape"),
        ("0475+123456", "phoneShape"),
        ("++32475123456", "phoneShape"), ("+0475123456", "phoneShape"), ("0000475123456", "phoneShape"), ("0475123456;ext=1", "phoneShape"),
    ])
    func `these are none`(typed: String, reason: String) { #expect(Refused.code { try PhoneNumber(typed) } == reason) }

    @Test func `printed by chance, it does not tell the number`() throws { #expect("\(try PhoneNumber("0475 12 34 56"))" == "***56") }
}
