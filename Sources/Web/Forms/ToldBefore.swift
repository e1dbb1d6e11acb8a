package import Foundation

/// An error that its code and, beside it, a detail stand for, so that an address can carry it.
package protocol CodedError: Error {
    var code: String { get }
    var detail: String? { get }
}

/// What the answer to a form said, carried along in the addresses of the other languages. There it is said again and decided by nobody: the rule is not
/// asked twice, and a password is not tried twice. Only codes travel, never what was typed; whoever writes others into the address is told those.
package struct ToldBefore: Sendable {
    /// What a rule said.
    package private(set) var refusal: (any CodedError)?
    /// A sentence above the form: a password or a card that was not accepted.
    package private(set) var sentence: Sentence?
    /// What was wrong with passwords and files: they are not sent again, so it cannot be seen again.
    private var lost: [Invalid.Problem] = []

    /// A sentence of the texts, and until when it holds.
    package struct Sentence: Hashable, Sendable {
        package let key: String
        package var until: Date?

        package init(key: String, until: Date? = nil) { (self.key, self.until) = (key, until) }
    }

    package init() {}

    package init(_ sentence: Sentence) { self.sentence = sentence }

    /// - Parameter problems: what was wrong with the form; kept for passwords and files alone.
    package init(_ refusal: (any CodedError)?, _ sentence: Sentence?, _ problems: [Invalid.Problem]) {
        (self.refusal, self.sentence) = (refusal, sentence)
        lost = problems.filter(Self.isLost)
    }

    // MARK: In an address

    /// Reads `written`; what is no code is left out.
    /// - Parameters:
    ///   - sentences: how the keys begin of those that may be told.
    ///   - conditions: those of a rule of passwords, by their codes.
    ///   - rule: what a rule said, from its code and detail.
    package init(
        _ query: Form, sentences: [String], conditions: Set<String>, rule: (_ code: String, _ detail: String?) -> (any CodedError)?
    ) {
        for text in query.all("told") {
            let parts = text.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
            let detail = parts.count > 2 ? parts.dropFirst(2).joined(separator: " ") : nil
            switch parts.first {
            case "rule" where parts.count > 1: refusal = rule(parts[1], detail)
            case "sentence" where parts.count > 1 && sentences.contains { parts[1].hasPrefix($0) }:
                sentence = Sentence(key: parts[1], until: detail.flatMap(Self.instant))
            case "field" where parts.count == 3 || parts.count == 4 && conditions.contains(parts[3]):
                let problem = Invalid.Problem(parts[1], parts[2], parts.count == 4 ? ["condition": parts[3]] : [:])
                if Self.isLost(problem) { lost.append(problem) }
            default: break
            }
        }
    }

    /// An instant as `written` writes it, up to the year 2200. Anybody may write another into an address, and no calendar reaches that far.
    private static func instant(_ text: String) -> Date? {
        guard let seconds = Int64(text), (0...7_258_118_400).contains(seconds) else { return nil }
        return Date(timeIntervalSince1970: TimeInterval(seconds))
    }

    /// As the fields of a query.
    package var written: [String] {
        var texts: [String] = []
        if let refusal { texts.append((["rule", refusal.code] + [refusal.detail].compactMap(\.self)).joined(separator: " ")) }
        if let sentence {
            let until = sentence.until.map { String(Int64($0.timeIntervalSince1970.rounded(.up))) }
            texts.append((["sentence", sentence.key] + [until].compactMap(\.self)).joined(separator: " "))
        }
        texts += lost.map { (["field", $0.field, $0.code] + [$0.values["condition"]].compactMap(\.self)).joined(separator: " ") }
        return texts.map { "told=\($0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
    }

    /// One that is told by its code alone, or by the condition that a password did not meet.
    private static func isLost(_ problem: Invalid.Problem) -> Bool {
        isLost(problem.field) && (problem.code == "passwordRule") == (problem.values["condition"] != nil) && problem.values.count <= 1
    }

    /// Passwords and files are not sent again: `password`, `certificateFile`.
    private static func isLost(_ field: String) -> Bool { field.lowercased().contains("password") || field.hasSuffix("File") }

    // MARK: Said again

    /// What is wrong with the other fields, and of passwords and files what was wrong before.
    package func said(_ invalid: Invalid) -> Invalid {
        guard sentence == nil else { return Invalid() }
        guard !lost.isEmpty else { return invalid }
        let others = invalid.problems.filter { !Self.isLost($0.field) }
        return (others + lost).reduce(into: Invalid()) { $0.add($1.field, $1.code, $1.values) }
    }
}
