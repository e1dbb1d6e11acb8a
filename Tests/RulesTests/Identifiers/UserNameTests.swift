import Rules
import Testing

@Suite struct UserNameTests {
    @Test(arguments: ["clairefontaine", "karlweber", "abcdefgh", "12345678", String(repeating: "a", count: 30), "fatimaelamrani"])
    func `these are user names`(text: String) throws { #expect(try UserName(text).text == text) }

    @Test(arguments: [
        ("", "tooShort"), ("sofie12", "tooShort"), (String(repeating: "a", count: 31), "tooLong"),
        ("SofiePeeters", "userNameShape"), ("sofie peeters", "userNameShape"), ("helenerénard", "userNameShape"),
        ("sofie_peeters", "userNameShape"),
        ("sofiepeeters\u{0}", "userNameShape"), ("\u{202E}sofiepeeters", "userNameShape"), ("ｓｏｆｉｅｐｅ", "userNameShape"),
        ("soﬁepeeters", "userNameShape"), ("sofiepeeters٣", "userNameShape"), ("sofie🗝️peeters", "userNameShape"),
    ])
    func `these are not`(text: String, reason: String) { #expect(Refused.code { try UserName(text) } == reason) }

    @Test func `printed by chance, it does not tell the name`() throws { #expect("\(try UserName("sofiepeeters"))" == "s***") }

    @Test func `a technical user name is EXP and what was chosen`() throws {
        for text in ["EXPmeuse2026", "EXPA", "EXP" + String(repeating: "9", count: 27)] { #expect(try TechnicalUserName(text).text == text) }
    }

    @Test(arguments: [
        ("", "wrongPrefix"), ("EXP", "tooShort"), ("expmeuse1", "wrongPrefix"), ("meuse2026", "wrongPrefix"), ("EXP meuse", "userNameShape"),
        ("EXPé", "userNameShape"), ("EXP\u{301}meuse", "wrongPrefix"), ("EXP" + String(repeating: "9", count: 28), "tooLong"),
    ])
    func `other technical user names are refused`(text: String, reason: String) { #expect(Refused.code { try TechnicalUserName(text) } == reason) }
}
