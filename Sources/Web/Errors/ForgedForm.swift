import HTTPTypes

/// A form without this browser's proof, or from another site.
package struct ForgedForm: Error, Sendable { package init() {} }

extension ForgedForm: TellableError {
    package var report: ProblemReport? { ProblemReport("forgedForm", .forbidden) }
}
