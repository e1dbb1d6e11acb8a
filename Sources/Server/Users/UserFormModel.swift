/// What the form of a registration shows.
struct UserFormModel: PageModel {
    static let template = "users/form"

    /// The account that is opened for them.
    struct Account: Codable, Sendable {
        let userName: Field
        let userNameAgain: Field
        let password: Field
        let passwordAgain: Field
        let rules: PasswordRules
    }

    let steps: [FormStep]
    let place: String
    let errors: [FieldError]
    let meanwhile: MeanwhileModel?
    let refusal: RefusalModel?
    let action: String
    let was: [HiddenValue]
    /// Nobody is known by that number.
    let isNew: Bool
    let facts: [Fact]
    let familyName: Field?
    let givenName: Field?
    let title: Select?
    /// Why no contact is asked.
    let contactNote: String?
    let contact: UserContactFields?
    let accountNote: String?
    let account: Account?
    /// Whose applications are ticked already.
    let likeNote: String?
    /// Nil of whoever opens every one without, or none.
    let applications: Choices?
    let actions: Actions
}
