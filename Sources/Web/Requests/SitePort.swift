/// What a port is for. Each serves the whole site; they differ in what browsers are told there.
package enum SitePort: Sendable {
    /// Plain http as browsers see it: the demo's loopback, a closed network.
    case plain
    /// Plain http from a proxy that ends TLS.
    case proxied
    /// TLS, ended here, where cards are read.
    case cards

    /// Whether browsers reach it over TLS: cookies are bound to that.
    package var isSecure: Bool { self != .plain }
}
