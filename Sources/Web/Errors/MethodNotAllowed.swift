package import HTTPTypes

/// The address answers other methods.
package struct MethodNotAllowed: Error, Sendable {
    package let allowed: [HTTPRequest.Method]

    package init(allowed: [HTTPRequest.Method]) { self.allowed = allowed }
}
