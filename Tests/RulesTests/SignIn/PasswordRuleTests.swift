import Rules
import Testing

@Suite struct PasswordRuleTests {
    typealias Condition = PasswordRule.Condition

    @Suite struct Manual2008 {
        let rule = PasswordRule(.manual2008)

        @Test(arguments: ["Tournesol#2026", "abcdefgh12", "ABCDEFGHIJKLM,;", ":=?./+*$%><&@#a", "({})-_12345"])
        func `these may be used`(password: String) { #expect(rule.unmet(by: password) == []) }

        @Test(arguments: [
            ("abcdefg12", Condition.atLeast(10)), ("abcdefghijklmn12", .atMost(15)), ("abcdefghij1", .nonLetters(2)),
            ("abcdefgh 12", .noSpace), ("abcdefgh\t12", .noSpace), ("abcdefgh12é", .onlySpecials(",;:=?./+*$%><&@#({})-_")),
            ("abcdefgh12!", .onlySpecials(",;:=?./+*$%><&@#({})-_")), ("abcdefgh12\u{0}", .onlySpecials(",;:=?./+*$%><&@#({})-_")),
        ])
        func `each condition is told apart`(password: String, condition: Condition) { #expect(rule.unmet(by: password) == [condition]) }

        @Test func `a space is not one of the two non-letters`() { #expect(rule.unmet(by: "abcdefgh 1") == [.nonLetters(2), .noSpace]) }
    }

    @Suite struct Modern {
        let rule = PasswordRule(.modern)

        @Test(arguments: ["Tournesol#2026", "het regent in Gent", "vier Äpfel im Korb", "🗝️🗝️ trois clés d'or"])
        func `these may be used`(password: String) { #expect(rule.unmet(by: password) == []) }

        @Test func `twelve characters are enough and eleven are not`() {
            #expect(rule.unmet(by: "k7#vQ!m2zRw9") == [])
            #expect(rule.unmet(by: "k7#vQ!m2zRw") == [.atLeast(12)])
        }

        @Test func `a hundred and twenty-eight characters are enough`() {
            let longest = String(repeating: "k7#vQ!m2", count: 16)
            #expect(rule.unmet(by: longest) == [])
            #expect(rule.unmet(by: longest + "x") == [.atMost(128)])
        }

        @Test(arguments: [
            "motdepasse2026", "Wachtwoord!2026", "!!!Passwort123", "welcomewelcome", "qwertyuiopasdfghjkl", "123456789012", "210987654321",
            "abcdefghijklmn",
            "aaaaaaaaaaaa", "abababababab", "1qaz2wsx3edc4rfv", "123456azerty",
        ])
        func `what guessers try first is refused`(password: String) { #expect(rule.unmet(by: password).contains(.notCommon)) }
    }

    @Suite struct Hostile {
        @Test(arguments: PasswordRule.Preset.allCases, [512, 513, 65_536])
        func `a password that is too long is refused by its length alone`(preset: PasswordRule.Preset, length: Int) {
            // All one letter: whoever analyses it finds it common as well.
            let unmet = PasswordRule(preset).unmet(by: String(repeating: "a", count: length), personal: PersonalWords(["aaaa"]))
            if length > 512 {
                #expect(unmet == [.atMost(preset == .modern ? 128 : 15)])
            } else {
                #expect(unmet.count > 1)
            }
        }

        @Test func `a password of many bytes is too long, however few its characters`() {
            let password = "k7#vQ!m2zRw9" + String(repeating: "\u{301}", count: 300)
            #expect(password.count == 12 && PasswordRule(.modern).unmet(by: password) == [.atMost(128)])
        }

        @Test func `what is too long to be somebody's name is no personal word`() {
            let words = PersonalWords([String(repeating: "sofie ", count: 10_000), "Peeters"])
            #expect(!words.appear(in: "mijn sofie 2026") && words.appear(in: "mijn peeters 2026"))
        }
    }

    @Suite struct Personal {
        let rule = PasswordRule(.modern)
        let sofie = PersonalWords(["Sofie", "Peeters", "sofiepeeters", "79112399848", "s.peeters-gent@example.com"])

        @Test(arguments: [
            "mijn SOFIE 2026!", "xxPeetersxx2026", "nr 79112399848 ok", "geboren 791123!", "s.peeters-gent@home", "speetersgent!!22",
        ])
        func `her own data is refused`(password: String) { #expect(rule.unmet(by: password, personal: sofie) == [.notPersonal]) }

        @Test(arguments: ["het stormt in Luik", "example.com loves", "k7#vQ!m2zRw9"])
        func `what is not hers alone is not`(password: String) { #expect(rule.unmet(by: password, personal: sofie) == []) }

        @Test func `short words do not count, joined ones do`() {
            let bo = PersonalWords(["Bo", "El Amrani", "Li-An"])
            #expect(rule.unmet(by: "Bo el k7#vQ!m2zR", personal: bo) == [])
            #expect(rule.unmet(by: "xx elamrani xx 7", personal: bo) == [.notPersonal])
            #expect(rule.unmet(by: "xx LiAn #7 kv9 m", personal: bo) == [.notPersonal])
        }
    }

    @Test(arguments: PasswordRule.Preset.allCases)
    func `the demo world's password may be used under every preset`(preset: PasswordRule.Preset) {
        let claire = PersonalWords(["Claire", "Fontaine", "clairefontaine", "74031499860", "claire.fontaine@example.com"])
        #expect(PasswordRule(preset).unmet(by: "Tournesol#2026", personal: claire) == [])
    }

    @Test func `a page can show each condition, met or not`() {
        let shown = PasswordRule(.manual2008).check("abc 1").map { "\($0.condition.code) \($0.met)" }
        #expect(shown == ["atLeast false", "atMost true", "nonLetters false", "onlySpecials true", "noSpace false"])
    }

    @Test func `every condition names itself`() {
        let all = Set(PasswordRule.Preset.allCases.flatMap { PasswordRule($0).conditions.map(\.code) })
        #expect(all == Set(Condition.codes))
    }
}
