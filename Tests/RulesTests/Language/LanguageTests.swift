import Rules
import Testing

@Suite struct LanguageTests {
    @Test(arguments: [
        ("nl", Language.nl), ("nl-BE,nl;q=0.9,fr;q=0.8", .nl), ("de-DE", .de), ("EN-gb", .en), ("es, pt;q=0.9, de;q=0.2", .de),
        ("fr;q=0.5, nl;q=0.7", .nl),
        ("nl;q=0.5, de;q=0.5", .nl), ("de;q=0.5, nl;q=0.5", .de), ("nl ; q=0.3 , en ; q=0.300", .nl), ("fr;q=0, nl;q=0.1", .nl),
        ("*, de;q=0.5", .de),
        ("en-US;q=0.4, en;q=0.9, nl;q=0.5", .en), ("en;q=1.000, nl", .en),
    ])
    func `the header chooses`(header: String, language: Language) { #expect(Language.negotiated(header) == language) }

    @Test(arguments: ["", "es", "*", ",,;;", "nl;q=2", "nl;q=inf", "nl;q=nan", "nl;q=-1", "nl;q=0", "-nl", "\u{0}", "ｎｌ"])
    func `what says nothing leaves English`(header: String) { #expect(Language.negotiated(header) == .en) }

    @Test func `the tags and their order are fixed`() { #expect(Language.allCases.map(\.rawValue) == ["fr", "nl", "de", "en"]) }
}
