import DecisionIndex
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
    func write(_ answer: Decision<DecisionIndex.Basis>, of index: borrowing DecisionIndex, _ told: [DecisionReason: Told], to text: inout WireText) {
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

    /// Whatever stands between two numbers is one piece.
    private func write(_ link: AuthorityLink, to text: inout WireText) {
        if let act = link.act {
            text.write("{\"act\":\"")
            text.write(decimal: act.rawValue)
            text.write("\",\"id\":\"")
        } else {
            text.write("{\"id\":\"")
        }
        text.write(decimal: link.id)
        if let position = link.position {
            text.write(link.kind.textBeforePosition)
            text.write(decimal: position)
        } else {
            text.write(link.kind.text)
        }
        text.write(link.role?.text ?? "}")
    }
}

extension AuthorityLink.Kind {
    fileprivate var text: StaticString {
        switch self {
        case .grant: "\",\"kind\":\"grant\""
        case .assignment: "\",\"kind\":\"assignment\""
        case .function: "\",\"kind\":\"function\""
        }
    }

    fileprivate var textBeforePosition: StaticString {
        switch self {
        case .grant: "\",\"kind\":\"grant\",\"position\":"
        case .assignment: "\",\"kind\":\"assignment\",\"position\":"
        case .function: "\",\"kind\":\"function\",\"position\":"
        }
    }
}

extension Role {
    /// Up to the end of the link.
    fileprivate var text: StaticString {
        switch self {
        case .representative: ",\"role\":\"representative\"}"
        case .chief: ",\"role\":\"chief\"}"
        case .coChief: ",\"role\":\"co-chief\"}"
        case .manager: ",\"role\":\"manager\"}"
        case .coManager: ",\"role\":\"co-manager\"}"
        case .user: ",\"role\":\"user\"}"
        }
    }
}
