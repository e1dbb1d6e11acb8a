package import HTTPTypes
package import Hummingbird
package import Web

/// One row of a feature's table: method, address, who may pass, and what happens. There is no way to register an address without a gate.
package struct Route: Sendable {
    package typealias Handler = @Sendable (Visit) async throws -> Response

    /// Whether refusals and faults are told as pages or as problem documents (RFC 9457).
    package enum Voice: Sendable { case pages, documents }

    package let method: HTTPRequest.Method
    package let address: Address
    package let gate: Gate
    package let voice: Voice
    package let handle: Handler

    package static func get(_ address: Address, _ gate: Gate, voice: Voice = .pages, _ handle: @escaping Handler) -> Route {
        Route(method: .get, address: address, gate: gate, voice: voice, handle: handle)
    }

    package static func post(_ address: Address, _ gate: Gate, voice: Voice = .pages, _ handle: @escaping Handler) -> Route {
        Route(method: .post, address: address, gate: gate, voice: voice, handle: handle)
    }
}
