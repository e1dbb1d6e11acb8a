import Foundation
import NIOCore
import NIOHTTP1
import Standards

/// The last answer on a connection, to what goes no further than here.
struct Farewell: Equatable {
    private let status: HTTPResponseStatus
    private let code: String
    private let detail: String
    private var isHeadOnly = false

    static let tooSlow = Farewell(status: .requestTimeout, code: "tooSlow", detail: "The request did not come in time.")
    private static let noHost = Farewell(status: .badRequest, code: "badRequest", detail: "A request names its host once.")
    private static let notASCII = Farewell(status: .badRequest, code: "badRequest", detail: "What says who asks, and what, is written in ASCII.")
    private static let full = Farewell(status: .serviceUnavailable, code: "full", detail: "Too many connections are open; try again in a moment.")

    private init(status: HTTPResponseStatus, code: String, detail: String) { (self.status, self.code, self.detail) = (status, code, detail) }

    /// Nil for a request that may go on.
    init?(_ head: HTTPRequestHead, on purpose: Connections.Purpose, _ watched: Set<String>) {
        guard RequestHost.isNamedOnce(in: head) else {
            self = Self.noHost
            isHeadOnly = head.method == .HEAD
            return
        }
        guard purpose == .everything || watched.contains(String(head.uri.prefix { $0 != "?" })) else {
            self = Self.full
            isHeadOnly = head.method == .HEAD
            return
        }
        return nil
    }

    static func notASCII(_ head: HTTPRequestHead) -> Farewell {
        var farewell = notASCII
        farewell.isHeadOnly = head.method == .HEAD
        return farewell
    }

    func write(_ part: (HTTPServerResponsePart) -> Void) {
        let problem = ProblemDetails(
            type: "urn:chatelaine:problem:\(code)", title: status.reasonPhrase, status: Int(status.code), detail: detail)
        let body = ByteBuffer(bytes: (try? problem.json()) ?? .init())
        var headers = HTTPHeaders([
            ("Content-Type", ProblemDetails.mediaType), ("Content-Length", "\(body.readableBytes)"), ("Cache-Control", "no-store"),
            ("Connection", "close"),
        ])
        if status == .serviceUnavailable { headers.add(name: "Retry-After", value: "10") }
        part(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers)))
        if !isHeadOnly { part(.body(.byteBuffer(body))) }
        part(.end(nil))
    }
}
