/// Which button of a form with a summary was pressed: look at the summary, go back and correct, or do it. What was typed travels with the
/// summary, so going back loses nothing.
enum Step: String {
    case summary, correct, confirm

    /// The first submit of a form asks for the summary.
    static func pressed(in form: Form) -> Step { Step(rawValue: form["step"]) ?? .summary }
}

extension Form {
    /// What was typed, to travel hidden with the summary.
    var carried: [[String: Any]] {
        values.filter { !["_csrf", "step"].contains($0.key) }.sorted { $0.key < $1.key }
            .flatMap { name, values in values.map { ["name": name, "value": $0] } }
    }
}
