import Hummingbird
import Rules
import Web

/// A form that is answered by a summary of what it would change, which is confirmed or corrected: form, summary, confirmation, done.
///
/// The summary has an address of its own, under which what was typed is held for the person who typed it (`HeldForms`): going back, reloading and
/// switching the language lose nothing, and nobody else reads it. Confirming twice arrives where confirming once does.
protocol Wizard {
    /// What the form asks, as typed values.
    associatedtype Asked: Sendable
    associatedtype Asking: Operation<Occasion>

    /// Reads the form.
    /// - Throws: `Invalid` or `Refusal`, told beside the form.
    static func read(_ visit: Visit) async throws -> Asked

    /// - Parameter step: `.summary` to be shown, `.confirm` to be done.
    static func operation(_ asked: Asked, _ step: Step, _ visit: Visit) async throws -> Asking

    /// - Parameter typed: nil for the form that nobody has filled in yet.
    static func form(_ visit: Visit, _ typed: Form?, _ invalid: Invalid?, _ refusal: Refusal?) async throws -> Response

    /// - Parameter isStale: the one that was confirmed no longer holds.
    static func summary(_ visit: Visit, _ asked: Asked, _ preview: Preview, isStale: Bool) async throws -> Response

    static func done(_ visit: Visit, _ asked: Asked, _ plan: Plan) async throws -> Response

    /// What it means that a confirmation failed; nil when that is told beside the form.
    static func outcome(of error: any Error, _ asked: Asked, _ visit: Visit) async throws -> WizardOutcome?
}

/// A confirmation that failed and yet needs no correction.
enum WizardOutcome {
    /// It was confirmed before: answered as if it had been done now.
    case done(Response)
    /// Something has changed since the summary was shown, which is shown anew.
    case stale
}

extension Wizard {
    /// GET: the empty form or, under the address of a summary, the summary or the form to be corrected.
    static func ask(_ visit: Visit) async throws -> Response {
        try await visit.resuming(
            { typed in
                try await answering(typed) { asked in
                    if Step.pressed(in: typed.form) == .correct { return try await form(typed, typed.form, nil, nil) }
                    return try await shown(typed, asked)
                }
            }, otherwise: { try await form(visit, nil, nil, nil) })
    }

    /// POST: on to the summary, back to the form, or done.
    static func submit(_ visit: Visit) async throws -> Response {
        try await answering(visit) { asked in
            Step.pressed(in: visit.form) == .confirm ? try await confirm(visit, asked) : try await visit.shown()
        }
    }

    /// On to an address that shows the next step of what a form asks in several.
    static func goOn(_ visit: Visit, with form: Form) async throws -> Response { try await visit.with(form).shown() }

    private static func answering(_ visit: Visit, _ step: (Asked) async throws -> Response) async throws -> Response {
        do { return try await step(try await read(visit)) } catch let invalid as Invalid {
            return try await form(visit, visit.form, invalid, nil)
        } catch let refusal as Refusal {
            return try await form(visit, visit.form, nil, refusal)
        }
    }

    /// The rule is asked for the summary already, so that it never promises what will be refused.
    private static func shown(_ visit: Visit, _ asked: Asked, isStale: Bool = false) async throws -> Response {
        try await summary(visit, asked, visit.preview(operation(asked, .summary, visit)), isStale: isStale)
    }

    private static func confirm(_ visit: Visit, _ asked: Asked) async throws -> Response {
        do { return try await done(visit, asked, visit.perform(operation(asked, .confirm, visit))) } catch {
            switch try await outcome(of: error, asked, visit) {
            case .done(let response): return response
            case .stale: return try await shown(visit, try await read(visit), isStale: true)
            case nil: throw error
            }
        }
    }
}
