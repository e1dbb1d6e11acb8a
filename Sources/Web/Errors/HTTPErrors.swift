package import Hummingbird

/// What the framework throws before a handler is asked.
extension HTTPError: TellableError {
    package var report: ProblemReport? {
        switch status {
        case .notFound: ProblemReport("notFound", .notFound)
        case .contentTooLarge: ProblemReport("tooLarge", .contentTooLarge)
        case let status where status.kind == .clientError: ProblemReport("badRequest", .badRequest)
        default: nil
        }
    }
}
