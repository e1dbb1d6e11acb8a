import DecisionIndex
import Foundation
import Rules
import Standards
import Web

/// Writes what `DecisionsRoutes` would: the same members in the same order (`JSONText`), without a value for each of them.
struct EvaluationWriter: Sendable {
    /// The reasons' codes and explanations as JSON strings, by language and reason.
    private let texts: [Language: [DecisionReason: ReasonText]]

    /// What stands before and after the links of a decision with one reason.
    struct ReasonText: Sendable {
        fileprivate let opening: [UInt8]
        fileprivate let closing: [UInt8]
    }

    init(_ texts: Texts) throws {
        var found: [Language: [DecisionReason: ReasonText]] = [:]
        for language in Language.allCases {
            for reason in DecisionReason.allCases {
                let explanation = try JSONText.data(of: texts.say("decisions.\(reason.rawValue)", in: language))
                found[language, default: [:]][reason] = ReasonText(
                    opening: Array("{\"context\":{\"explanation\":".utf8) + explanation + Array(",\"path\":[".utf8),
                    closing: Array(",\"reason\":\"\(reason.rawValue)\"},\"decision\":\(reason.allows)}".utf8))
            }
        }
        self.texts = found
    }

    /// What is said of each reason in a language.
    func texts(in language: Language) -> [DecisionReason: ReasonText] { texts[language] ?? [:] }

    /// Appends the JSON text of a decision.
    func write(
        _ decision: IndexDecision, of index: borrowing DecisionIndex, _ texts: [DecisionReason: ReasonText], to text: inout EvaluationText
    ) {
        guard let around = texts[decision.reason] else { return }
        text.write(around.opening)
        var isFirst = true
        index.path(of: decision) { link in
            if !isFirst { text.write(",") }
            isFirst = false
            write(link, to: &text)
        }
        text.write("],\"position\":")
        text.write(decimal: index.size)
        text.write(around.closing)
    }

    /// Whatever stands between two numbers is one piece.
    private func write(_ link: AuthorityLink, to text: inout EvaluationText) {
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
