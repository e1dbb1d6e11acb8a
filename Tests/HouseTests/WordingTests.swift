import Rules
import Server
import Testing
import Web

/// One word for one thing, in each language, and its marks where the language puts them.
@Suite struct WordingTests {
    private static let texts = TextsTests.texts

    /// Every form of every sentence, by key.
    private static func said(in language: Language) -> [(key: String, text: String)] {
        var said: [(key: String, text: String)] = []
        for (key, phrases) in texts.phrases {
            switch phrases[language] {
            case .plain(let text)?: said.append((key, text))
            case .plural(let one, let other)?: said += [(key, one), (key, other)]
            case nil: break
            }
        }
        return said.sorted { $0.key < $1.key }
    }

    @Test func `a word that has two spellings is spelt one way`() {
        let others: [(Language, Regex<Substring>, instead: String)] = [
            (.fr, /Co-Gestionnaire/, "co-Gestionnaire"), (.de, /[Gg]emeinsame[a-z]* Hauptzugang|Mit-?[Zz]ugangs|Mit-?[Hh]auptzugangs/, "Co-"),
            (.de, /Vorführung/, "Demo"), (.nl, /[Kk]ruis(?!punt)/, "aanvinken"),
        ]
        for (language, spelling, instead) in others {
            let found = Self.said(in: language).filter { $0.text.contains(spelling) }.map(\.key)
            #expect(found == [], "\(language.rawValue): \(instead)")
        }
    }

    /// An entity activates a domain of the catalogue and then has a quality; whoever works there meets qualities only.
    @Test func `a domain is named only where the catalogue or the manuals are meant`() {
        let allowed: Set = [
            "decisions.domain-unknown", "decisions.application-unknown", "refusals.domainUnknown", "refusals.notEntitled",
            "refusals.applicationUnknown",
            "portal.help.terms.quality", "portal.help.terms.text",
        ]
        for (language, word) in [(Language.fr, "domaine"), (.nl, "domein"), (.de, "bereich"), (.en, "domain")] {
            let found = Self.said(in: language).filter { key, text in
                text.lowercased().contains(word) && !allowed.contains { key == $0 || key.hasPrefix("\($0).") }
            }.map(\.key)
            #expect(found == [], "\(language.rawValue)")
        }
    }

    /// The number by which social security knows a person is a national register number or a BIS number: only where it is asked is that said.
    @Test func `the number of a person has one name`() {
        let allowed: Set = ["people.ssinHint", "users.form.ssinHint", "designation.form.numberHint", "portal.help.terms.number.old"]
        let others: [(Language, Regex<Substring>)] = [
            (.fr, /registre national|numéro national|INSS/), (.nl, /[Rr]ijksregister|NISS/), (.de, /[Nn]ationalregister|INSS|NISS/),
            (.en, /[Nn]ational (?:register |or BIS )*number|NISS|INSS/),
        ]
        for (language, other) in others {
            let found = Self.said(in: language).filter { $0.text.contains(other) && !allowed.contains($0.key) }.map(\.key)
            #expect(found == [], "\(language.rawValue)")
        }
    }

    @Test func `French marks stand off from their word, by a space that does not break`() {
        for (key, text) in Self.said(in: .fr) {
            let bare = text.replacing(/https?:\S+/, with: "")
            #expect(!bare.contains(/[^\u{A0}]:|[^\u{A0}]»|«[^\u{A0}]|[^\u{202F}][;?!]/), "\(key): \(text)")
        }
    }

    /// A mark beside a tag, or in the code beside a gap, would be the same in every language.
    @Test func `no template and no page composes a label with a mark`() {
        for template in Tree.templates where template.text.contains(/\}\}\s*[:;?!](?!\w)/) { Issue.record("\(template.name)") }
        let pages = Tree.sources.filter { $0.target == "Server" && ($0.path.hasSuffix("Page.swift") || $0.path.hasSuffix("House/Fields.swift")) }
        for page in pages where page.text.contains(/"\\\([^"\n]*\)\s?[:;?!] \\\(/) { Issue.record("\(page.path)") }
        #expect(!pages.isEmpty)
    }

    @Test func `no sentence sends to a contact centre that is not there`() {
        let onlyBesideIt: Set = [
            "layout.contact", "layout.demoContact.name", "portal.help.contact.title", "portal.help.contact.text", "helpers.contact-centre",
        ]
        let naming = /[Cc]entre de contact|[Aa]ppelez|numéro de téléphone/
        let others = ["invalid.phoneShape"]
        for (key, text) in Self.said(in: .fr) where text.contains(naming) && !onlyBesideIt.contains(key) && !others.contains(key) {
            #expect(Self.texts.phrases[key + Texts.withoutContact] != nil, "\(key)")
            #expect(!key.hasSuffix(Texts.withoutContact), "\(key)")
        }
    }
}
