import Hummingbird
import Rules
import Web

/// Which button of a form with a summary was pressed: look at the summary, go back and correct, or do it. What was typed travels with the
/// summary, so going back loses nothing.
enum Step: String {
    case summary, correct, confirm

    /// The first submit of a form asks for the summary.
    static func pressed(in form: Form) -> Step { Step(rawValue: form["step"]) ?? .summary }
}

extension Form {
    /// What was typed, to travel hidden with the summary.
    var carried: [HiddenValue] { HiddenValue.all(values.filter { !["_csrf", "step"].contains($0.key) }) }
}

extension Visit {
    /// Sends on to an address that shows the step: a browser's back button returns to an address, but never to the answer of a form.
    func shown() async throws -> Response {
        guard !form.isShownAgain else { throw ShownAgain() }
        let session = try signedIn()
        let secret = try await house.hold(self, for: session.person.id, in: session.digest)
        return redirect(to: "\(request.uri.path)?held=\(secret)")
    }

    /// Answers at that address with what was typed, and at the bare one with an empty form. What is held no longer is told there.
    func resuming(_ typed: (Visit) async throws -> Response, otherwise empty: () async throws -> Response) async throws -> Response {
        guard !query["held"].isEmpty else { return try await empty() }
        guard let held = try await house.heldForm(query["held"], for: try signedIn().person.id, at: now), held.path == request.uri.path else {
            return redirect(to: request.uri.path, notice: "heldFormGone")
        }
        var visit = self
        visit.form = Form(held.values)
        return try await typed(visit)
    }
}
