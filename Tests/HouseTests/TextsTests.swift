import Foundation
import Rules
import Server
import Testing
import Web

@Suite struct TextsTests {
    static let texts = Result { try Texts(directory: Tree.root.appending(path: "Sources/Server/Texts")) }.value

    @Test func `every text is said in four languages`() {
        for (key, phrases) in Self.texts.phrases {
            let missing = Language.allCases.filter { phrases[$0].map(Self.forms)?.contains("") ?? true }
            #expect(missing == [], "\(key)")
        }
        #expect(Self.texts.phrases.count > 100)
    }

    @Test func `a text has the same placeholders in every language`() {
        for (key, phrases) in Self.texts.phrases {
            let sets = Set(phrases.values.map { Set(Self.forms($0).flatMap(Self.placeholders)) })
            #expect(sets.count == 1, "\(key): \(sets.map { $0.sorted() })")
        }
    }

    @Test func `a text counts in every language or in none`() {
        for (key, phrases) in Self.texts.phrases {
            #expect(Set(phrases.values.map { Self.forms($0).count }).count == 1, "\(key)")
            if case .plural? = phrases[.en] {
                #expect(phrases.values.allSatisfy { Self.placeholders(Self.forms($0)[1]).contains("count") }, "\(key)")
            }
        }
    }

    @Test func `every text that is asked for is there`() {
        let keys = Set(Self.texts.phrases.keys)
        #expect(TextUses.fromTemplates.subtracting(keys).sorted() == [], "asked for by a template")
        #expect(TextUses.fromCode.subtracting(keys).sorted() == [], "asked for by the code")
        #expect(TextUses.fromFields.subtracting(keys).sorted() == [], "labels of fields")
    }

    @Test func `a template asks for no text that counts`() {
        for key in TextUses.fromTemplates { if case .plural? = Self.texts.phrases[key]?[.en] { Issue.record("\(key) needs a count") } }
    }

    @Test func `every text is used`() {
        let unused = Self.texts.phrases.keys.filter { !TextUses.uses($0) }
        #expect(unused.sorted() == [])
    }

    private static func forms(_ phrase: Texts.Phrase) -> [String] {
        switch phrase {
        case .plain(let text): [text]
        case .plural(let one, let other): [one, other]
        }
    }

    private static func placeholders(_ text: String) -> [String] { text.matches(of: /\{([A-Za-z]+)\}/).map { String($0.output.1) } }
}

extension Result {
    /// What a test cannot go on without.
    fileprivate var value: Success {
        switch self {
        case .success(let value): value
        case .failure(let error): preconditionFailure("the texts cannot be read: \(error)")
        }
    }
}
