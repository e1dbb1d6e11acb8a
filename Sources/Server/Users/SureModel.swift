/// What is shown before something about a user is done: what it changes, and why it cannot be done.
struct SureModel: PageModel {
    static let template = "users/sure"

    /// Nil where there is nothing left to do.
    let lead: String?
    var saved: String?
    var errors: [FieldError] = []
    var refusal: RefusalModel?
    let consequences: [String]
    let action: String
    var reason: Choices?
    let actions: Actions?
}

extension Visit {
    /// The end of a form about a user.
    /// - Parameter danger: it takes something away.
    func actions(_ label: String, danger: Bool = false, back: String) -> Actions {
        Actions(label: label, danger: danger, secondary: Link(say("users.cancel"), back))
    }
}
