/// OpenID AuthZEN Authorization API 1.0: the questions a policy enforcement point asks and the answers a policy decision point gives.
package enum AuthZEN {
    /// §10.1: the default paths of the HTTPS binding.
    package static let evaluationPath = "/access/v1/evaluation"
    package static let evaluationsPath = "/access/v1/evaluations"
}
