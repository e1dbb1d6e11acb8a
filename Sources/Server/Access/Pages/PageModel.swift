import Rules
import Web

/// What a template shows, as a value: its tags are held against the fields of this type by a test, which decodes the type. What may be absent is an
/// optional. A page with a form stores what was wrong with it under these names.
package protocol PageModel: Codable, Sendable {
    /// By its path in `Templates`, without its ending.
    static var template: String { get }

    var errors: [FieldError] { get }
    var refusal: RefusalModel? { get }
    var problem: ProblemSentence? { get }
    var meanwhile: MeanwhileModel? { get }
}

extension PageModel {
    package var errors: [FieldError] { [] }
    package var refusal: RefusalModel? { nil }
    package var problem: ProblemSentence? { nil }
    package var meanwhile: MeanwhileModel? { nil }

    /// Whether something that was sent has to be corrected: then the browser's title begins with that.
    var hasErrors: Bool { !errors.isEmpty || problem != nil || meanwhile != nil || refusal?.title != nil }

    /// What it says of a form, to be said again in another language.
    var told: ToldBefore {
        ToldBefore(refusal?.told ?? errors.compactMap(\.refusal).first, problem?.told, errors.compactMap(\.problem))
    }
}

/// A sentence above the form: a password or a card that was not accepted.
package struct ProblemSentence: Codable, Sendable {
    let text: String
    var told: ToldBefore.Sentence?

    private enum CodingKeys: CodingKey { case text }
}

extension Visit {
    func problem(_ sentence: ToldBefore.Sentence?) -> ProblemSentence? { sentence.map { ProblemSentence(text: say($0), told: $0) } }
}
