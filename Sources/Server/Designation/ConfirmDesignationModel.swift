/// What the last page before a designation shows.
struct ConfirmDesignationModel: PageModel {
    static let template = "designation/confirm"

    let steps: [FormStep]
    let errors: [FieldError]
    let refusal: RefusalModel?
    /// Somebody else is chief since the draft was saved.
    let changed: NoticeModel?
    /// A rule refuses by now what could be confirmed when it was saved.
    let isPast: Bool
    let entity: [Fact]
    let chief: [Fact]
    /// Empty where one designates oneself.
    let own: [Fact]
    let effects: [String]
    let action: String
    let mark: String
    let declaration: Tick
    let correct: String
    let mine: String
}
