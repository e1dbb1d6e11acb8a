import Foundation
import Rules
import Standards

/// Writes what the long way would: the same members in the same order (`JSONText`), without a value for each of them.
struct EvaluationWriter: Sendable {
    /// The reasons' codes and explanations as JSON strings, by language and reason.
    private let told: [Language: [DecisionReason: Told]]

    struct Told: Sendable {
        fileprivate let opening: [UInt8]
        fileprivate let closing: [UInt8]
    }

    init(_ texts: Texts) throws {
        var told: [Language: [DecisionReason: Told]] = [:]
        for language in Language.allCases {
            for reason in DecisionReason.allCases {
                let explanation = try JSONText.data(of: texts.say("decisions.\(reason.rawValue)", in: language))
                told[language, default: [:]][reason] = Told(
                    opening: Array("{\"context\":{\"explanation\":".utf8) + explanation + Array(",\"path\":[".utf8),
                    closing: Array(",\"reason\":\"\(reason.rawValue)\"},\"decision\":\(reason.allows)}".utf8))
            }
        }
        self.told = told
    }

    /// What is said of each reason in a language.
    func told(in language: Language) -> [DecisionReason: Told] { told[language] ?? [:] }

    /// Appends the JSON text of an answer.
    func write(_ answer: IndexAnswer, of index: borrowing DecisionIndex, _ told: [DecisionReason: Told], to text: inout WireText) {
        guard let told = told[answer.reason] else { return }
        text.write(told.opening)
        var isFirst = true
        index.path(of: answer) { link in
            if !isFirst { text.write(",") }
            isFirst = false
            write(link, to: &text)
        }
        text.write("],\"position\":")
        text.write(decimal: index.size)
        text.write(told.closing)
    }

    private func write(_ link: IndexLink, to text: inout WireText) {
        text.write("{")
        if let act = link.act {
            text.write("\"act\":\"")
            text.write(decimal: act)
            text.write("\",")
        }
        text.write("\"id\":\"")
        text.write(decimal: link.id)
        text.write("\",\"kind\":\"")
        text.write(link.kind.word)
        text.write("\"")
        if let position = link.position {
            text.write(",\"position\":")
            text.write(decimal: position)
        }
        if let role = link.role {
            text.write(",\"role\":\"")
            text.write(role.word)
            text.write("\"")
        }
        text.write("}")
    }
}

extension AuthorityLink.Kind {
    /// `rawValue`, which would be made anew each time.
    fileprivate var word: StaticString {
        switch self {
        case .grant: "grant"
        case .assignment: "assignment"
        case .function: "function"
        }
    }
}

extension Role {
    /// `rawValue`, which would be made anew each time.
    fileprivate var word: StaticString {
        switch self {
        case .representative: "representative"
        case .chief: "chief"
        case .coChief: "co-chief"
        case .manager: "manager"
        case .coManager: "co-manager"
        case .user: "user"
        }
    }
}
