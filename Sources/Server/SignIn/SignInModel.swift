/// What the sign-in page shows.
struct SignInModel: PageModel {
    static let template = "signIn/signIn"

    /// Signing in with a card in a reader.
    struct Card: Codable, Sendable {
        let href: String
        /// What the browser will say first.
        let warning: String?
    }

    struct DemoCard: Codable, Sendable {
        let slug: String
        let name: String
    }

    /// Nil unless only the card is asked for.
    let level: String?
    let stepUp: String?
    let errors: [FieldError]
    let problem: ProblemSentence?
    let userName: Field
    let password: Field
    let `return`: String
    let held: String
    let firstCard: Card?
    /// Where the demo's test cards come first.
    let lastCard: Card?
    let demoCards: [DemoCard]
    let hasDemoCards: Bool
    let demoCard: String
}
