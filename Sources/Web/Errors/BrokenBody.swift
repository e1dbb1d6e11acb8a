import HTTPTypes

/// A body whose end never came, or that is not put together as HTTP wants it.
package struct BrokenBody: Error, Sendable { package init() {} }

extension BrokenBody: TellableError {
    package var report: ProblemReport? { ProblemReport("badRequest", .badRequest) }
}
