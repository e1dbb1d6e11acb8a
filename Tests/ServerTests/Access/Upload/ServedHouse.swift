import Foundation
import Glibc
import Hummingbird
import NIOCore
import ServiceLifecycle

@testable import Server
@testable import Web

/// The house at a port of this machine, with routes of a test's own.
struct ServedHouse: Sendable {
    let test: TestHouse
    let port: Int

    static func serve(_ test: TestHouse, _ routes: [Route], _ body: @Sendable (ServedHouse) async throws -> Void) async throws {
        let table = RouteTable(Features.routes + routes)
        let connections = Connections(ConnectionBounds(served: 100, kept: 4), proxies: [], meters: test.house.metrics.connections)
        let (ports, listening) = AsyncStream<Int>.makeStream()
        let application = Application(
            router: Site.router(test.house, at: .plain, table), server: try Site.http(test.house, at: .plain, connections, table),
            configuration: .init(address: .hostname("127.0.0.1", port: 0), serverName: nil),
            onServerRunning: { listening.yield($0.localAddress?.port ?? 0) }, logger: TestHouse.Shared.silent)
        let group = ServiceGroup(services: [application], logger: TestHouse.Shared.silent)
        async let running: Void = group.run()
        var thrown: (any Error)?
        for await port in ports {
            do { try await body(ServedHouse(test: test, port: port)) } catch { thrown = error }
            break
        }
        await group.triggerGracefulShutdown()
        try await running
        if let thrown { throw thrown }
    }

    /// Waits on a thread of its own: those that the server runs on stay free.
    func connected<T: Sendable>(_ body: @escaping @Sendable (WireClient) throws -> T) async throws -> T {
        let port = port
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try body(WireClient(port: port)) }) }
        }
    }
}

/// One connection, written and read as bytes.
final class WireClient {
    struct Failed: Error {}

    private let descriptor: Int32

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let connected = withUnsafePointer(to: &address) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) } }
        guard connected == 0 else { throw Failed() }
    }

    deinit { close(descriptor) }

    /// Longer than this nothing is waited for.
    func patience(seconds: Int) {
        var time = timeval()
        time.tv_sec = seconds
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    /// How many were taken: all, unless nobody reads them.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Int {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { break }
            sent += count
        }
        return sent
    }

    @discardableResult
    func send(_ text: String) -> Int { send(Array(text.utf8)) }

    /// No more is sent.
    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Until the server ends the connection.
    func readAll() -> String {
        var (all, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 65_536))
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return String(decoding: all, as: UTF8.self) }
            all += buffer.prefix(count)
        }
    }
}
