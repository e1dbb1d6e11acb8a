import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Rules
import Sample
import Synchronization
import Testing

@testable import Server
@testable import Web

/// Uploads over HTTP, to a route that tells what came.
@Suite(.timeLimit(.minutes(15))) struct UploadTests {
    private static let address = TypedAddress("/test/uploads")
    private static let others = TypedAddress("/test/uploads/documents")
    private static let limits = UploadLimits(total: 256 << 20, part: 240 << 20, parts: 10)

    /// What the handler has taken, and whether it may go on.
    private final class Sink: Sendable {
        let taken = Mutex(0)
        let isOpen = Mutex(true)

        func receive(_ visit: Visit) async throws -> Response {
            let upload = try visit.upload()
            var lines: [String] = []
            while let part = try await upload.next() {
                var count = 0
                while let bytes = try await upload.read() {
                    while !isOpen.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(20)) }
                    count += bytes.readableBytes
                    taken.withLock { $0 += bytes.readableBytes }
                }
                lines.append("\(part.name) \(part.filename ?? "-") \(count)")
            }
            return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: lines.joined(separator: "\n") + "\n")))
        }
    }

    private func served(_ body: @Sendable @escaping (ServedHouse, Sink) async throws -> Void) async throws {
        let sink = Sink()
        let routes: [Route] = [
            .post(Self.address, .open, takes: .upload(Self.limits)) { try await sink.receive($0) },
            .post(Self.others, .signedIn(confined: .refused), format: .documents, takes: .upload(Self.limits)) { try await sink.receive($0) },
        ]
        try await ServedHouse.serve(try await TestHouse.demo(), routes) { house in try await body(house, sink) }
    }

    private static let browser = Secret.random()

    /// The head of an upload; its body follows.
    private func head(_ length: Int, to path: String = Self.address(), _ fields: String = "") -> String {
        """
        POST \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: chatelaine-browser=\(Self.browser)\r
        Content-Type: multipart/form-data; boundary=b\r\nContent-Length: \(length)\r\n\(fields)\r\n
        """
    }

    private func proof(_ house: ServedHouse) -> String { Secret.csrf(for: Self.browser, key: house.test.house.settings.formKey) }

    private func csrf(_ proof: String) -> String { "--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n\(proof)\r\n" }

    private static let file = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
    private static let end = "\r\n--b--\r\n"

    private func answer(_ house: ServedHouse, _ body: String, length: Int? = nil, to path: String = Self.address(), _ fields: String = "")
        async throws -> String
    {
        let head = head(length ?? body.utf8.count, to: path, fields)
        return try await house.connected { client in
            client.patience(seconds: 300)
            client.send(head + body)
            if length != nil { client.finish() }
            return client.readAll()
        }
    }

    @Test func `a form with a file arrives part by part`() async throws {
        try await served { house, _ in
            let body = csrf(proof(house)) + Self.file + "a;b\r\n" + "\r\n--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nété" + Self.end
            let answer = try await answer(house, body)
            #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.hasSuffix("file a.csv 5\nnote - 5\n"))
        }
    }

    @Test func `without its proof first nothing of a file is taken`() async throws {
        try await served { house, sink in
            let proof = proof(house)
            let forged = Secret.csrf(for: Secret.random(), key: house.test.house.settings.formKey)
            for body in [Self.file + "x" + Self.end, csrf(forged) + Self.file + "x" + Self.end, csrf("") + Self.file + "x" + Self.end, "--b--\r\n"] {
                #expect(try await answer(house, body).hasPrefix("HTTP/1.1 403 "))
            }
            // It comes too late, or as a file.
            let late = Self.file + "x\r\n" + csrf(proof) + "--b--\r\n"
            #expect(try await answer(house, late).hasPrefix("HTTP/1.1 403 "))
            let asFile = csrf(proof).replacingOccurrences(of: "name=\"_csrf\"", with: "name=\"_csrf\"; filename=\"a\"")
            #expect(try await answer(house, asFile + Self.file + "x" + Self.end).hasPrefix("HTTP/1.1 403 "))
            #expect(sink.taken.withLock { $0 } == 0)
            // In a header field it needs no part.
            let answered = try await answer(house, Self.file + "x" + Self.end, "X-CSRF-Token: \(proof)\r\n")
            #expect(answered.hasSuffix("file a.csv 1\n"))
        }
    }

    @Test func `a cookie alone says nothing to an address that speaks documents`() async throws {
        try await served { house, sink in
            let (secret, proof) = (try await house.test.house.openSession(for: Town.sofie.id, .eID), proof(house))
            let session = "Cookie: chatelaine-session=\(secret); chatelaine-browser=\(Self.browser)\r\n"
            func ask(_ fields: String) async throws -> String {
                let body = Self.file + "x" + Self.end
                let head = head(body.utf8.count, to: Self.others(), session + fields)
                    .replacingOccurrences(of: "Cookie: chatelaine-browser=\(Self.browser)\r\n", with: "")
                return try await house.connected { client in
                    client.send(head + body)
                    return client.readAll()
                }
            }
            #expect(try await ask("").hasPrefix("HTTP/1.1 401 "))
            #expect(sink.taken.withLock { $0 } == 0)
            #expect(try await ask("X-CSRF-Token: \(proof)\r\n").hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test func `what is no upload is told so`() async throws {
        try await served { house, _ in
            let proof = "X-CSRF-Token: \(proof(house))\r\n"
            let urlEncoded = head(3, proof).replacingOccurrences(of: "multipart/form-data; boundary=b", with: "application/x-www-form-urlencoded")
            let told = try await house.connected { client in
                client.send(urlEncoded + "a=b")
                return client.readAll()
            }
            #expect(told.hasPrefix("HTTP/1.1 415 "))
            #expect(try await answer(house, Self.file + "x\r\n--b", proof).hasPrefix("HTTP/1.1 400 "))
            #expect(try await answer(house, "", proof).hasPrefix("HTTP/1.1 400 "))
            #expect(try await answer(house, Self.file + "x", length: 100_000, proof).hasPrefix("HTTP/1.1 400 "))
            // More than there may be, said beforehand.
            #expect(try await answer(house, Self.file, length: 300 << 20, proof).hasPrefix("HTTP/1.1 413 "))
            let many = (0..<11).map { _ in Self.file }.joined(separator: "\r\n")
            #expect(try await answer(house, many + Self.end, proof).hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test func `two hundred megabytes pass through, and nobody holds them`() async throws {
        try await served { house, sink in
            let (size, before) = (200 << 20, csrf(proof(house)) + Self.file)
            let head = head(before.utf8.count + size + Self.end.utf8.count) + before
            let answer = try await house.connected { client in
                client.send(head)
                let piece = [UInt8](repeating: 0x2D, count: 1 << 20)
                for _ in 0..<200 { client.send(piece) }
                client.send(Self.end)
                return client.readAll()
            }
            #expect(answer.hasSuffix("file a.csv \(size)\n") && sink.taken.withLock { $0 } == size)
        }
    }

    @Test func `whoever sends faster than it is taken waits`() async throws {
        try await served { house, sink in
            sink.isOpen.withLock { $0 = false }
            let before = csrf(proof(house)) + Self.file
            let head = head(before.utf8.count + (200 << 20) + Self.end.utf8.count) + before
            let sent = try await house.connected { client in
                client.patience(seconds: 2)
                client.send(head)
                let piece = [UInt8](repeating: 0x2D, count: 1 << 20)
                var sent = 0
                for _ in 0..<200 {
                    let count = client.send(piece)
                    sent += count
                    if count < piece.count { break }
                }
                return sent
            }
            sink.isOpen.withLock { $0 = true }
            // What fits into the buffers of both machines' sockets.
            #expect(sent < 32 << 20)
        }
    }
}
