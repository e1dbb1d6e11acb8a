import Testing

@testable import Server

@Suite struct RosterNameTests {
    @Test func `a name is found by the beginning of any of its words, and by what follows them`() {
        let fatima = RosterName("el amrani fatima", userName: "fatimaelamrani")
        for typed in ["el", "el amr", "Amrani", "AMRANI  F", "fatima el am", "fatimaelamr", "él-amrani"] {
            #expect(fatima.starts(with: RosterName.typed(typed)), "\(typed)")
        }
        for typed in ["mrani", "fatima amrani", "fatimaelamranix", "el fatima"] { #expect(!fatima.starts(with: RosterName.typed(typed)), "\(typed)") }
    }

    @Test func `hyphens and apostrophes part words`() {
        let luc = RosterName("d'hondt jean-luc", userName: "")
        for typed in ["hondt", "D’Hondt", "luc", "jean luc", "jean-luc d'h"] { #expect(luc.starts(with: RosterName.typed(typed)), "\(typed)") }
    }

    @Test func `what holds no letter finds nobody in particular`() {
        for typed in ["", "   ", "-", "' -"] { #expect(RosterName.typed(typed).isEmpty, "\(typed)") }
    }
}
