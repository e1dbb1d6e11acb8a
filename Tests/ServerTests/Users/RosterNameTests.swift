import Rules
import Storage
import Testing

@testable import Server

@Suite struct RosterNameTests {
    private func name(_ given: String, _ family: String, _ userName: String = "") -> RosterName {
        RosterName(Folding.fold("\(family) \(given)"), given: given, family: family, userName: userName)
    }

    @Test func `a name is found by the beginning of any of its words, and by what follows them`() {
        let fatima = name("Fatima", "El Amrani", "fatimaelamrani")
        for typed in ["el", "el amr", "Amrani", "AMRANI  F", "fatima el am", "fatimaelamr", "él-amrani", "elamrani", "amraniFatima"] {
            #expect(fatima.starts(with: RosterName.typed(typed)), "\(typed)")
        }
        for typed in ["mrani", "fatima amrani", "fatimaelamranix", "el fatima"] { #expect(!fatima.starts(with: RosterName.typed(typed)), "\(typed)") }
    }

    @Test func `hyphens and apostrophes part words`() {
        let luc = name("Jean-Luc", "D’Hondt")
        for typed in ["hondt", "D'Hondt", "luc", "jean luc", "jean-luc d'h", "dhondt", "jeanluc"] {
            #expect(luc.starts(with: RosterName.typed(typed)), "\(typed)")
        }
    }

    @Test(arguments: [
        ("Van den Bossche", ["vandenbossche", "van denbossche", "Vanden Bossche", "den bossche", "bossche"]), ("Vandenbossche", ["van den bossche"]),
        ("O'Connor", ["oconnor", "o connor", "o’connor", "connor"]), ("'t Hooft", ["thooft", "hooft", "’t hooft"]),
        ("Müller", ["muller", "mueller", "müller", "Mue"]), ("Häßler", ["hassler", "haessler", "Häßler"]), ("Ørsted", ["orsted", "oersted"]),
        ("Bræk", ["braek"]), ("Lebœuf", ["leboeuf"]), ("Łapiński", ["lapinski"]), ("Ĳzerman", ["ijzerman"]), ("Van Dÿck", ["vandyck", "vandijck"]),
        ("Muñoz", ["munoz"]), ("Şahin", ["sahin"]), ("Đorđević", ["dordevic"]),
        ("von der Höhe-Müller", ["hoehemueller", "vonderhohe", "mueller anne"]),
    ])
    func `a name is found as people type it who have no such key`(family: String, typed: [String]) {
        for typed in typed { #expect(name("Anne", family).starts(with: RosterName.typed(typed)), "\(typed)") }
    }

    @Test func `spelled in two letters, an umlaut is no other name`() {
        #expect(!name("Samuel", "Maes").starts(with: RosterName.typed("mas")))
        #expect(!name("Anne", "Muller").starts(with: RosterName.typed("mueller")))
    }

    @Test func `of several terms that begin alike, one counts`() {
        for name in [
            name("Jan", "Jansen", "janjansen"), name("Ann", "Müller", "muellerann"), name("Jo", "De Jo De"), name("De", "De De", "dededede"),
        ] {
            for typed in name.terms.flatMap({ term in (1...term.text.count).map { String(term.text.prefix($0)) } }) {
                let found = name.terms.filter { $0.text.hasPrefix(typed) && $0.shared < typed.unicodeScalars.count }
                #expect(found.count == 1, "\(typed)")
            }
        }
    }

    @Test func `the longest name has few terms, none longer than anybody types`() {
        let terms = name(String(repeating: "a b ", count: 50), String(repeating: "ä", count: 200), "somebody2026").terms
        #expect(terms.count <= 49 && terms.allSatisfy { $0.text.unicodeScalars.count <= 100 })
    }

    @Test func `what holds no letter finds nobody in particular`() {
        for typed in ["", "   ", "-", "' -"] { #expect(RosterName.typed(typed).isEmpty, "\(typed)") }
    }

    @Test func `a term knows of which part of the name it is, and counts once in it`() {
        let bram = name("Bram", "Van den Bossche", "bramvdb2026")
        for (part, typed) in [(RosterName.Part.family, "bossche"), (.given, "bram"), (.userName, "bramvd")] {
            for other in RosterName.Part.allCases {
                #expect(bram.starts(with: typed, in: other) == (other == part || (typed == "bram" && other == .userName)), "\(typed)")
            }
        }
        for name in [name("Jan Jan", "Jansen", "janjan26"), name("Jürgen", "Jürgen"), name("Jan", "Jan", "janjan")] {
            for part in RosterName.Part.allCases {
                let terms = name.terms.filter { $0.part == part }
                for typed in terms.flatMap({ term in (1...term.text.count).map { String(term.text.prefix($0)) } }) {
                    #expect(terms.filter { $0.text.hasPrefix(typed) && $0.sharedInPart < typed.unicodeScalars.count }.count == 1, "\(typed)")
                }
            }
        }
    }
}
