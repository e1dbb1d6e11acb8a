package import Foundation
import HTTPTypes

/// Done more often than honest work needs, and not done this time (429).
package struct TooOften: Error, Sendable {
    /// Picks the sentences: `problems.<code>`.
    package let code: String
    /// When it may be done again.
    package let until: Date

    package init(_ code: String, until: Date) { (self.code, self.until) = (code, until) }
}

extension TooOften: TellableError {
    package var report: ProblemReport? {
        var report = ProblemReport(code, .tooManyRequests)
        report.until = until
        return report
    }
}
