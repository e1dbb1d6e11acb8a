import HTTPTypes
import Hummingbird
package import HummingbirdCore

/// What names a request in logs, on fault pages and in its answer.
package enum RequestID {
    /// The caller's own when it is short and plain, otherwise one of ours.
    package static func of(_ request: Request) -> String { request.headers[.requestID].flatMap { isPlain($0) ? $0 : nil } ?? new() }

    package static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 128 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    package static func new() -> String { String(UInt64.random(in: .min ... .max), radix: 36) }
}
