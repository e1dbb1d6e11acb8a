import Storage
import TestSupport
import Testing

@Suite struct FoldingTests {
    @Test(arguments: [
        ("Hélène Renard", "helene renard"), ("He\u{301}le\u{300}ne", "helene"), ("CŒUR", "coeur"), ("Æsir", "aesir"), ("Groß", "gross"),
        ("GROẞ", "gross"),
        ("Müller", "muller"), ("Ørsted", "orsted"), ("Łódź", "lodz"), ("Đorđe", "dorde"), ("Þór", "thor"), ("İstanbul", "istanbul"), ("Işık", "isik"),
        ("ĳzer", "ijzer"), ("ﬁnance", "finance"), ("Ｃｌａｅｓ", "claes"), ("  El   Amrani\t", "el amrani"), ("El\u{A0}Amrani", "el amrani"),
        ("d’Hondt", "d'hondt"), ("Saint\u{2011}Pierre", "saint-pierre"), ("ab\u{200B}\u{AD}cd", "abcd"), ("Σίσυφος", "σισυφοσ"), ("", ""),
        (" \n", ""),
        ("sofie@delinde.example", "sofie@delinde.example"),
    ])
    func `text is folded`(text: String, folded: String) {
        #expect(Folding.fold(text).unicodeScalars.elementsEqual(folded.unicodeScalars))
    }

    @Test func `folding twice changes nothing, for any character`() {
        let unstable = (UInt32(0)...0x1_FFFF).compactMap(Unicode.Scalar.init).filter { scalar in
            let once = Folding.fold("a\(Character(scalar))b")
            return !Folding.fold(once).unicodeScalars.elementsEqual(once.unicodeScalars)
        }
        #expect(unstable == [])
    }

    @Test(
        arguments: [
            ("Müller", "mueller"), ("Mu\u{308}ller", "mueller"), ("Häßler", "haessler"), ("Ørsted", "oersted"), ("Åse", "aase"),
            ("Van Dÿck", "van dijck"),
            ("Muller", nil), ("Hélène", nil), ("Zoë", nil), ("Łódź", nil),
        ] as [(String, String?)])
    func `umlauts are spelled in two letters`(text: String, spelled: String?) { #expect(Folding.foldSpelledOut(text) == spelled) }

    @Test(arguments: TestEngine.allCases)
    func `a search finds those who start so, whatever was typed`(engine: TestEngine) async throws {
        let names = [
            "Peeters", "Peeters-Claes", "Pèetermans", "Peet", "Pees", "Peeu", "100% Boulangerie", "1000 Boulangeries", "100_Boulangerie", "Zoé",
            "\u{10FFFF}",
        ]
        let database = TestDatabase(engine)
        let storage = try await database.openTown()
        try await storage.write { transaction in
            for (id, name) in names.enumerated() { try transaction.add(Int64(id), name) }
        }
        func found(_ condition: SQL) async throws -> [String] {
            try await storage.read { try $0.rows("SELECT name FROM people WHERE \(condition) ORDER BY id") { try $0.text("name") } }
        }
        for prefix in ["peet", "100%", "PÉETERS", "", "z", "\u{10FFFF}"] {
            let expected = names.filter { Folding.fold($0).hasPrefix(Folding.fold(prefix)) }
            #expect(try await found(Folding.starts("folded", with: prefix)) == expected)
        }
    }
}
