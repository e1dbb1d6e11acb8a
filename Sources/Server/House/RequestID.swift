import HTTPTypes
import Hummingbird
import HummingbirdCore

/// What names a request in logs, on fault pages and in its answer.
enum RequestID {
    /// The caller's own when it is short and plain, otherwise one of ours.
    static func of(_ request: Request) -> String { request.headers[.requestID].flatMap { isPlain($0) ? $0 : nil } ?? new() }

    static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 128 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    static func new() -> String { String(UInt64.random(in: .min ... .max), radix: 36) }
}
