import HTTPTypes

/// What is asked for does not exist, or not for the reader: the same answer for both.
package struct NotFound: Error, Sendable { package init() {} }

extension NotFound: TellableError {
    package var report: ProblemReport? { ProblemReport("notFound", .notFound) }
}
