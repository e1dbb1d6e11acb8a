package import HTTPTypes
package import Hummingbird
package import Web

/// One row of a feature's table: method, address, who may pass, and what happens. There is no way to register an address without a gate.
package struct Route: Sendable {
    package typealias Handler = @Sendable (Visit) async throws -> Response

    /// Whether refusals and faults are told as pages or as problem documents (RFC 9457).
    package enum Format: Sendable { case pages, documents }

    /// What a request that changes something brings with it, and how much of that.
    package enum Body: Hashable, Sendable {
        /// `application/x-www-form-urlencoded`, at most 64 KiB, in `visit.form`.
        case form
        /// `application/json`, read by `visit.json()`: so many bytes at most.
        case json(Int)
        /// Plain text, read by `visit.text()`: so many bytes at most.
        case text(Int)
        /// `multipart/form-data`, read part by part from `visit.upload()`.
        case upload(UploadLimits)
    }

    package let method: HTTPRequest.Method
    package let address: Address
    package let gate: Gate
    package let format: Format
    package let takes: Body
    package let handle: Handler

    /// Whether it is asked to do something, so that whoever sends it must prove to come from a page of ours or show a key.
    package var changes: Bool { method != .get }

    package static func get(_ address: Address, _ gate: Gate, format: Format = .pages, _ handle: @escaping Handler) -> Route {
        Route(method: .get, address: address, gate: gate, format: format, takes: .form, handle: handle)
    }

    package static func post(_ address: Address, _ gate: Gate, format: Format = .pages, takes: Body = .form, _ handle: @escaping Handler) -> Route {
        Route(method: .post, address: address, gate: gate, format: format, takes: takes, handle: handle)
    }

    package static func put(_ address: Address, _ gate: Gate, format: Format = .pages, takes: Body = .form, _ handle: @escaping Handler) -> Route {
        Route(method: .put, address: address, gate: gate, format: format, takes: takes, handle: handle)
    }

    package static func patch(_ address: Address, _ gate: Gate, format: Format = .pages, takes: Body = .form, _ handle: @escaping Handler) -> Route {
        Route(method: .patch, address: address, gate: gate, format: format, takes: takes, handle: handle)
    }

    package static func delete(_ address: Address, _ gate: Gate, format: Format = .pages, takes: Body = .form, _ handle: @escaping Handler) -> Route {
        Route(method: .delete, address: address, gate: gate, format: format, takes: takes, handle: handle)
    }
}

/// The routes of a site, and what each address answers.
package struct RouteTable: ServedAddresses {
    package let routes: [Route]
    package let watched: Set<String>
    private let uploads: [(address: Address, total: Int)]

    /// - Parameter watched: the paths that may be asked when there is no room but for watching.
    package init(_ routes: [Route], watched: Set<String> = []) {
        (self.routes, self.watched) = (routes, watched)
        uploads = routes.compactMap { route in
            guard case .upload(let limits) = route.takes else { return nil }
            return (route.address, limits.total)
        }
    }

    /// The methods that the address of this path answers; empty when no address has it.
    package func methods(at path: String) -> [HTTPRequest.Method] {
        let found = routes.filter { $0.address.parts(of: path) != nil }
        // `/users/new` is also written as `/users/:user` is; the router asks the former.
        guard let first = found.min(by: { $0.address.isMoreSpecific(than: $1.address) }) else { return [] }
        let methods = found.filter { $0.address == first.address }.map(\.method)
        return methods.flatMap { $0 == .get ? [.get, .head] : [$0] }
    }

    /// The bytes of an upload to the address that a request names; nil when it takes none.
    package func longestUpload(to uri: String) -> Int? {
        guard !uploads.isEmpty else { return nil }
        let path = String(uri.prefix { $0 != "?" })
        return uploads.filter { $0.address.parts(of: path) != nil }.map(\.total).max()
    }
}
