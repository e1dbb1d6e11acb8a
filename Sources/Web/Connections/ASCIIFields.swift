import NIOHTTP1
import Standards

/// What of a request's head goes further than the connection: ASCII alone. Other letters compare in the square of their marks (`isStreamSafe`), anybody
/// may write them into any field, and nothing of ours is in them.
enum ASCIIFields: Equatable {
    case all
    /// The fields without the others: those that other sites and programs wrote for themselves, and that we never read. Of cookies, each by itself.
    case some(HTTPHeaders)
    /// A field that says who asks, or what, cannot be left out as if it had not been said.
    case refused

    private static let needed: Set<String> = [
        "authorization", "connection", "content-length", "content-type", "expect", "forwarded", "host", "origin", "sec-fetch-site",
        "transfer-encoding",
        "upgrade", "via", "x-forwarded-for", "x-real-ip",
    ]

    init(of head: HTTPRequestHead) {
        guard head.uri.isASCII else {
            self = .refused
            return
        }
        guard !head.headers.allSatisfy(\.value.isASCII) else {
            self = .all
            return
        }
        var fields = HTTPHeaders()
        for (name, value) in head.headers {
            if value.isASCII {
                fields.add(name: name, value: value)
                continue
            }
            let lower = name.lowercased()
            guard !Self.needed.contains(lower) else {
                self = .refused
                return
            }
            if lower == "cookie", let cookies = Self.cookies(value) { fields.add(name: name, value: cookies) }
        }
        self = .some(fields)
    }

    /// A neighbouring site may have set cookies of any bytes for the whole domain; ours stand beside them.
    private static func cookies(_ value: String) -> String? {
        let plain = value.utf8.split(separator: UInt8(ascii: ";")).map { String(Substring($0)) }.filter(\.isASCII)
        return plain.isEmpty ? nil : plain.joined(separator: ";")
    }
}
