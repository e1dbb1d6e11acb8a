import Foundation
import Rules
import Testing

@Suite struct PersonNameTests {
    @Test(arguments: [
        "Claire", "El Amrani", "Hélène", "O'Neill", "O’Neill", "Jean-Luc", "d'Udekem d'Acoz", "X", "Ó", "Müller, Dr.", "张", "Ștefănescu", "José",
        "Ελένη", "Наталія",
        "Nguyễn", "علي", String(repeating: "é", count: 200), "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren", "'t Hooft", "’t Serstevens",
        "van den Bossche-d’Hondt", "O’Connor", "bin Talal", "de la Vallée Poussin", "Gal·la", "S.",
    ])
    func `these are names`(text: String) throws {
        let name = try PersonName(text)
        #expect(name.text == text)
        #expect(try PersonName(name.text).text == name.text)
    }

    @Test func `spaces at the ends go, and within one is enough`() throws {
        #expect(try PersonName("  El \u{A0}\u{2003} Amrani ").text == "El Amrani")
    }

    @Test(arguments: ["Hélène", "Ștefănescu", "Nguyễn", "Ünal Çelik", "Łukasz Żółć", "Ελένη", "Ἑλένη", "Йозеф", "Ångström", "ÅK"])
    func `letters and accents are composed as Unicode composes them`(text: String) throws {
        let composed = Array(text.precomposedStringWithCanonicalMapping.unicodeScalars)
        #expect(Array(try PersonName(text.decomposedStringWithCanonicalMapping).text.unicodeScalars) == composed)
        #expect(Array(try PersonName(text).text.unicodeScalars) == composed)
    }

    @Test(arguments: [
        ("", "empty"), (" \u{A0}", "empty"), ("-", "nameShape"), ("42", "nameShape"), ("…'", "nameShape"),
        (String(repeating: "a", count: 201), "tooLong"),
        ("a" + String(repeating: "\u{301}", count: 400), "tooLong"), (String(repeating: "𠀀", count: 151), "tooLong"),
        ("So\u{0}fie", "forbiddenCharacter"),
        ("So\nfie", "forbiddenCharacter"), ("So\tfie", "forbiddenCharacter"), ("So\u{7F}fie", "forbiddenCharacter"),
        ("So\u{85}fie", "forbiddenCharacter"),
        ("So\u{200B}fie", "forbiddenCharacter"), ("So\u{AD}fie", "forbiddenCharacter"), ("So\u{FEFF}fie", "forbiddenCharacter"),
        ("So\u{2028}fie", "forbiddenCharacter"), ("\u{3164}", "forbiddenCharacter"), ("So\u{115F}fie", "forbiddenCharacter"),
        ("So\u{FE0F}fie", "nameShape"),
        ("So\u{E000}fie", "forbiddenCharacter"), ("Sofie 🗝️", "nameShape"), ("<b>Sofie</b>", "nameShape"),
        ("=Sofie", "nameShape"),
    ])
    func `these are not`(text: String, reason: String) { #expect(Refused.code { try PersonName(text) } == reason) }

    @Test(arguments: [0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x061C] as [UInt32])
    func `nothing may turn the direction of a name around`(mark: UInt32) throws {
        let mark = String(try #require(Unicode.Scalar(mark)))
        for text in [mark + "Sofie", "So" + mark + "fie", "Sofie" + mark] { #expect(Refused.code { try PersonName(text) } == "forbiddenCharacter") }
    }

    @Test func `printed by chance, it does not tell the name`() throws { #expect("\(try PersonName("Sofie"))" == "S***") }
}
