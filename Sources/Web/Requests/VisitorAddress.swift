import Foundation
import NIOCore

/// Whoever sends `X-Forwarded-For` may write into it what they like; only what our own proxies added at its end is believed. On the card port they add
/// nothing: TLS passes them unopened, and all that stands in a request is the visitor's own.
package enum VisitorAddress {
    /// The nearest address that is none of the proxies'.
    package static func of(_ peer: String, at port: SitePort, forwardedFor: [String], proxies: Set<String>) -> String {
        var address = plain(peer)
        guard port != .cards else { return address }
        var told = forwardedFor.flatMap { $0.split(separator: ",") }.map { String($0.filter { $0 != " " && $0 != "\t" }) }
        while proxies.contains(address), let next = told.popLast() {
            guard let next = canonical(next) else { break }
            address = next
        }
        return address
    }

    /// An address as a connection shows it, however it was written; nil for what is none.
    package static func canonical(_ text: String) -> String? { (try? SocketAddress(ipAddress: text, port: 0))?.ipAddress.map(plain) }

    /// What one subscriber has: an IPv4 address, or an IPv6 network of 64 bits.
    package static func subscriber(_ address: String) -> String {
        let address = plain(address)
        var network = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, address, &network) == 1 else { return address }
        return network.prefix(8).map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// An IPv4 address as such, also when it came in IPv6's clothes.
    private static func plain(_ address: String) -> String {
        address.hasPrefix("::ffff:") && address.contains(".") ? String(address.dropFirst(7)) : address
    }
}
