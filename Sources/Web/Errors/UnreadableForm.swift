import HTTPTypes

/// A form or query that is none, or that holds control characters.
package struct UnreadableForm: Error, Sendable { package init() {} }

extension UnreadableForm: TellableError {
    package var report: ProblemReport? { ProblemReport("badRequest", .badRequest) }
}
