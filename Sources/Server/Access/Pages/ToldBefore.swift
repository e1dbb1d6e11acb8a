import Foundation
import Rules
import Web

extension Refusal: CodedError {}

extension ToldBefore {
    /// What the address of a form says of the answer before.
    init(_ query: Form) {
        self.init(query, sentences: ["signIn.wrong", "signIn.slowed", "cards."], conditions: Set(PasswordRule.Condition.codes)) {
            Refusal(code: $0, detail: $1)
        }
    }
}

extension Visit {
    /// The sentence that stood above the form, in this language; nil when there was none, or it holds no longer.
    var sentenceToldBefore: ToldBefore.Sentence? {
        guard let sentence = form.toldBefore.sentence, sentence.until.map({ now < $0 }) ?? true else { return nil }
        return says(sentence.key) ? sentence : nil
    }

    func say(_ sentence: ToldBefore.Sentence) -> String {
        guard let until = sentence.until else { return say(sentence.key) }
        return say(count: max(1, Int(until.timeIntervalSince(now).rounded(.up))), sentence.key)
    }

    /// Whether there is such a text.
    private func says(_ key: String) -> Bool { house.pages.texts.phrases[key] != nil }
}
