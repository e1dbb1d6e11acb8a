import HTTPTypes

/// More than the address takes.
package struct TooLarge: Error, Sendable { package init() {} }

extension TooLarge: TellableError {
    package var report: ProblemReport? { ProblemReport("tooLarge", .contentTooLarge) }
}
