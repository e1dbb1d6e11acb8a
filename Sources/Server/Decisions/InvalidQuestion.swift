import HTTPTypes
package import Standards
package import Web

extension AuthZEN.InvalidRequest: TellableError {
    package var report: ProblemReport? {
        var report = ProblemReport("badRequest", .badRequest)
        report.detail = .written(description)
        return report
    }
}
