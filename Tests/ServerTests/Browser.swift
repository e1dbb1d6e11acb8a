import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import Web

@testable import Server

/// One browser: cookies, language, and the proof that its last page's forms carried.
final class Browser: Sendable {
    struct Page: Sendable {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let body: String
        var location: String? { headers[.location] }

        /// What its forms send unseen, but for the proof.
        var hidden: [(String, String)] {
            body.matches(of: /<input type="hidden" name="([^"]+)" value="([^"]*)">/).map { (String($0.1), String($0.2)) }
                .filter { $0.0 != "_csrf" }.map { ($0.0, $0.1.replacingOccurrences(of: "&amp;", with: "&")) }
        }
    }

    private let test: TestHouse
    let language: String
    private let cookies = Mutex<[String: String]>([:])

    init(_ test: TestHouse, language: String) {
        (self.test, self.language) = (test, language)
    }

    func keep(_ name: String, _ value: String) { cookies.withLock { $0[name] = value } }
    func cookie(_ name: String) -> String? { cookies.withLock { $0[name] } }

    func get(_ path: String, headers: HTTPFields = [:]) async throws -> Page { try await send(.get, path, nil, headers) }
    func head(_ path: String) async throws -> Page { try await send(.head, path, nil, [:]) }

    /// Posts a form with this browser's own proof. Fields may repeat.
    func post(_ path: String, _ fields: KeyValuePairs<String, String> = [:], headers: HTTPFields = [:]) async throws -> Page {
        try await post(path, fields.map { ($0.key, $0.value) }, headers: headers)
    }

    /// The same, of fields that were put together.
    func post(_ path: String, _ fields: [(String, String)], headers: HTTPFields = [:]) async throws -> Page {
        if cookie("chatelaine-browser") == nil, cookie("__Host-browser") == nil { _ = try await get("/help") }
        let secret = cookie("chatelaine-browser") ?? cookie("__Host-browser") ?? ""
        let proof = Secret.csrf(for: secret, key: test.house.settings.formKey)
        return try await post(path, raw: Self.encode([("_csrf", proof)] + fields), headers: headers)
    }

    /// Posts a form of several parts with this browser's own proof before all else, as its pages have it.
    func upload(
        _ path: String, _ fields: [(String, String)] = [], file: (field: String, name: String, bytes: [UInt8])? = nil, proof: String? = nil
    ) async throws -> Page {
        if cookie("chatelaine-browser") == nil, cookie("__Host-browser") == nil { _ = try await get("/help") }
        let secret = cookie("chatelaine-browser") ?? cookie("__Host-browser") ?? ""
        let boundary = "----\(Secret.random())"
        var body = ByteBuffer()
        for (name, value) in [("_csrf", proof ?? Secret.csrf(for: secret, key: test.house.settings.formKey))] + fields {
            body.writeString("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n")
        }
        if let file {
            body.writeString("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name)\"\r\n")
            body.writeString("Content-Type: application/octet-stream\r\n\r\n")
            body.writeBytes(file.bytes)
            body.writeString("\r\n")
        }
        body.writeString("--\(boundary)--\r\n")
        return try await send(.post, path, body, [.contentType: "multipart/form-data; boundary=\(boundary)"])
    }

    /// Asks a route as a page of ours would: with what it takes.
    func ask(_ route: Route, _ path: String, _ fields: KeyValuePairs<String, String> = [:]) async throws -> Page {
        guard route.method != .get else { return try await get(path) }
        guard case .upload = route.takes else { return try await post(path, fields) }
        return try await upload(path, fields.map { ($0.key, $0.value) }, file: nil)
    }

    /// Posts a body as it is.
    func post(_ path: String, raw body: String, headers: HTTPFields = [:]) async throws -> Page {
        var headers = headers
        headers[.contentType] = headers[.contentType] ?? "application/x-www-form-urlencoded"
        return try await send(.post, path, ByteBuffer(string: body), headers)
    }

    /// Posts, then follows the redirect.
    func submit(_ path: String, _ fields: KeyValuePairs<String, String> = [:]) async throws -> Page {
        try await submit(path, fields.map { ($0.key, $0.value) })
    }

    func submit(_ path: String, _ fields: [(String, String)]) async throws -> Page {
        let answer = try await post(path, fields)
        guard answer.status == .seeOther, let location = answer.location else { return answer }
        return try await get(location)
    }

    private func send(_ method: HTTPRequest.Method, _ path: String, _ body: ByteBuffer?, _ headers: HTTPFields) async throws -> Page {
        var head = HTTPRequest(method: method, scheme: "http", authority: "127.0.0.1", path: path, headerFields: headers)
        head.headerFields[.acceptLanguage] = head.headerFields[.acceptLanguage] ?? language
        let jar = cookies.withLock { $0 }
        if !jar.isEmpty { head.headerFields[.cookie] = jar.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        let response = try await test.send(Request(head: head, body: RequestBody(buffer: body ?? ByteBuffer())))
        for cookie in response.headers[values: .setCookie] { keep(setCookie: cookie) }
        let collector = BodyText()
        try await response.body.write(collector)
        return Page(status: response.status, headers: response.headers, body: collector.text)
    }

    private func keep(setCookie text: String) {
        let pair = text.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let (name, value) = (String(pair[0]), pair.count > 1 ? String(pair[1]) : "")
        cookies.withLock { $0[name] = text.contains("Max-Age=0") ? nil : value }
    }

    private static func encode(_ fields: [(String, String)]) -> String {
        fields.map { "\(escape($0.0))=\(escape($0.1))" }.joined(separator: "&")
    }

    private static func escape(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
}

/// Takes a response body as one text.
final class BodyText: ResponseBodyWriter, Sendable {
    private let bytes = Mutex(ByteBuffer())
    var text: String { bytes.withLock { String(buffer: $0) } }
    func write(_ buffer: ByteBuffer) async throws { bytes.withLock { _ = $0.writeImmutableBuffer(buffer) } }
    func finish(_ trailers: HTTPFields?) async throws {}
}
