import HTTPTypes

/// A body of another kind than the address takes.
package struct UnsupportedMediaType: Error, Sendable { package init() {} }

extension UnsupportedMediaType: TellableError {
    package var report: ProblemReport? { ProblemReport("unsupportedMediaType", .unsupportedMediaType) }
}
