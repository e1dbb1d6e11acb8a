import NIOHTTP1
import Standards

/// Which host a request is for (RFC 9112 §3.2). A cache, a proxy and we must not differ about it.
enum RequestHost {
    /// Once, in the field and, if there too, the same in the target. HTTP/1.0 may leave it out.
    static func isNamedOnce(in head: HTTPRequestHead) -> Bool {
        let written = head.headers["host"]
        guard written.count <= 1 else { return false }
        guard var host = written.first else { return head.version == .http1_0 && head.uri.hasPrefix("/") }
        guard !host.isEmpty, host.withUTF8({ $0.allSatisfy(isPart) }) else { return false }
        if head.uri.utf8.first == UInt8(ascii: "/") || head.uri == "*" { return true }
        for scheme in ["http://", "https://"] where head.uri.lowercased().hasPrefix(scheme) {
            let authority = head.uri.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" }
            return authority.lowercased() == host.lowercased()
        }
        return false
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        byte.isASCIILetterOrDigit || "-._~:[]%".utf8.contains(byte)
    }
}
