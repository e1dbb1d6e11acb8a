package import Foundation
package import HTTPTypes

/// An error that says by itself how it is told, on a page or as a problem document. Any other is a fault of ours.
package protocol TellableError: Error {
    /// Nil when it is a fault after all.
    var report: ProblemReport? { get }
}

/// What is told of an error.
package struct ProblemReport: Sendable {
    /// What a problem document says beyond its title.
    package enum Detail: Sendable {
        /// A sentence of the texts, by its key.
        case said(String)
        /// For developers, in English.
        case written(String)
    }

    /// Picks the sentences, `problems.<code>.title`, `.text` and `.remedy`, and the type of a problem document.
    package let code: String
    package let status: HTTPResponse.Status
    /// Nil for `problems.<code>.text`.
    package var detail: Detail?
    /// Until when it holds; the remedy tells.
    package var until: Date?
    /// After how many seconds trying again makes sense, where `until` does not say.
    package var pause: Int?
    /// Whether the same form may be sent once more.
    package var isToBeSentAgain = false
    package var headers: HTTPFields = [:]

    package init(_ code: String, _ status: HTTPResponse.Status) { (self.code, self.status) = (code, status) }

    /// Seconds until it may be tried again, where that is known (RFC 9110 §10.2.3).
    package func retryAfter(at now: Date) -> Int? { until.map { max(1, Int($0.timeIntervalSince(now).rounded(.up))) } ?? pause }
}
