import NIOHTTP1
import Rules
import Standards
import Web

/// The head of a request that the fast path can answer. A field that could change the answer, or that nobody has thought of here, sends the request to
/// the router.
struct FastPathHead {
    /// Many questions in one request.
    let isBatch: Bool
    /// The decision key, as it was sent.
    let authorization: String
    let requestID: String?
    let language: Language

    init?(_ head: HTTPRequestHead) {
        guard head.method == .POST, head.version == .http1_1 else { return nil }
        switch head.uri {
        case AuthZEN.evaluationPath: isBatch = false
        case AuthZEN.evaluationsPath: isBatch = true
        default: return nil
        }
        var (authorization, requestID, language): (String?, String?, Language?)
        var isJSON = false
        for (name, value) in head.headers {
            switch name.utf8.count {
            case 13 where Self.isSame(name, "authorization") && authorization == nil: authorization = value
            case 12 where Self.isSame(name, "content-type") && !isJSON && Self.jsonTypes.contains(where: { Self.isSame(value, $0) }): isJSON = true
            case 12 where Self.isSame(name, "x-request-id") && requestID == nil && RequestID.isPlain(value): requestID = value
            case 15 where Self.isSame(name, "accept-language") && language == nil: language = .negotiated(value)
            case 10 where Self.isSame(name, "connection") && Self.isSame(value, "keep-alive"): continue
            default: guard Self.ignored.contains(where: { Self.isSame(name, $0) }) else { return nil }
            }
        }
        guard let authorization, isJSON else { return nil }
        (self.authorization, self.requestID, self.language) = (authorization, requestID, language ?? Self.unsaid)
    }

    private static let unsaid = Language.negotiated("")

    /// As nearly everybody writes it; other spellings go to the router, and so does what is no JSON.
    private static let jsonTypes: [StaticString] = ["application/json", "application/json; charset=utf-8", "application/json;charset=utf-8"]

    /// Fields that never change a decision's answer.
    private static let ignored: [StaticString] = [
        "host", "content-length", "accept", "user-agent", "accept-encoding", "x-forwarded-for", "x-forwarded-proto",
        "x-forwarded-host", "x-real-ip", "forwarded", "via", "cache-control", "pragma", "date",
    ]

    /// Without regard to case; `lower` is in lower case.
    private static func isSame(_ text: String, _ lower: StaticString) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count == lower.utf8CodeUnitCount else { return false }
            for (place, byte) in bytes.enumerated() where byte != lower.utf8Start[place] {
                guard (0x41...0x5A).contains(byte), byte | 0x20 == lower.utf8Start[place] else { return false }
            }
            return true
        }
    }
}
