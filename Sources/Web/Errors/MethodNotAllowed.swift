package import HTTPTypes

/// The address answers other methods.
package struct MethodNotAllowed: Error, Sendable {
    package let allowed: [HTTPRequest.Method]

    package init(allowed: [HTTPRequest.Method]) { self.allowed = allowed }
}

extension MethodNotAllowed: TellableError {
    /// Says by which methods (RFC 9110 §10.2.1).
    package var report: ProblemReport? {
        var report = ProblemReport("methodNotAllowed", .methodNotAllowed)
        report.headers[.allow] = allowed.map(\.rawValue).joined(separator: ", ")
        return report
    }
}
