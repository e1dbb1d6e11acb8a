import Foundation
import NIOCore
import NIOPosix

/// The ports are looked at before anything is opened, so that nothing says that it listens where it does not.
package enum ListeningPorts {
    /// - Throws: `PortTaken` or `NoListening`.
    package static func requireFree(_ options: Options) async throws {
        if options.port > 0, options.port == options.tlsPort { throw NoListening(host: options.host, port: options.port, problem: .samePort) }
        for (name, port) in [("port", options.port), ("tls.port", options.tlsPort)] where name == "port" || port > 0 {
            do { _ = try await listen(options.host, port) } catch let error as IOError where error.errnoCode == EADDRINUSE {
                throw PortTaken(option: name, host: options.host, port: port, free: await free(options, after: port))
            } catch { throw NoListening(options.host, port, error) }
        }
    }

    /// The port that was taken, for a moment.
    private static func listen(_ host: String, _ port: Int) async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1).bind(host: host, port: port).get()
        let found = channel.localAddress?.port ?? port
        try await channel.close()
        return found
    }

    private static func free(_ options: Options, after port: Int) async -> Int? {
        for candidate in (port + 1)..<(port + 20) where candidate <= 65_535 && ![options.port, options.tlsPort].contains(candidate) {
            if let found = try? await listen(options.host, candidate) { return found }
        }
        return try? await listen(options.host, 0)
    }
}

/// Another program listens there.
package struct PortTaken: Error, Hashable, CustomStringConvertible {
    package let option: String
    package let host: String
    package let port: Int
    package let free: Int?

    package var description: String {
        let declared = OptionTable[option]
        let remedy = free.map { free in
            " \(free) is free: say --\(declared?.flag ?? option) \(free), \(declared?.variable ?? option)=\(free), or `\(option): \(free)` in the file."
        }
        return "On \(host), port \(port) is taken by another program.\(remedy ?? "")"
    }
}

/// The machine does not let us listen there.
package struct NoListening: Error, Hashable, CustomStringConvertible {
    enum Problem: Hashable { case samePort, forbidden, notOurs, unknownHost, other(Int32) }

    let host: String
    let port: Int
    let problem: Problem

    init(host: String, port: Int, problem: Problem) { (self.host, self.port, self.problem) = (host, port, problem) }

    init(_ host: String, _ port: Int, _ error: any Error) {
        let problem: Problem =
            switch (error as? IOError)?.errnoCode {
            case EACCES?, EPERM?: .forbidden
            case EADDRNOTAVAIL?: .notOurs
            case let code?: .other(code)
            case nil: .unknownHost
            }
        self.init(host: host, port: port, problem: problem)
    }

    package var description: String {
        switch problem {
        case .samePort: "The site and the TLS port cannot both be port \(port). Choose another with --port or --tls-port."
        case .forbidden:
            "This account may not listen on port \(port): below 1024 that takes a right (CAP_NET_BIND_SERVICE). Choose a higher one, behind a proxy."
        case .notOurs: "This machine has no address \(host). Say --host 127.0.0.1 for this machine alone, or --host 0.0.0.0 for all its addresses."
        case .unknownHost: "\(host) is no address or name that is known here. Say --host 127.0.0.1 or another address of this machine."
        case .other(let code): "On \(host), port \(port) cannot be listened on: \(String(cString: strerror(code)))."
        }
    }
}

/// Waits until all have said that they listen.
actor Readiness {
    private var missing: Int
    private var port = 0
    private let onReady: @Sendable (Int) async -> Void

    init(of count: Int, _ onReady: @escaping @Sendable (_ port: Int) async -> Void) { (missing, self.onReady) = (count, onReady) }

    /// - Parameter port: of the site; nil from another.
    func listens(on port: Int? = nil) async {
        if let port { self.port = port }
        missing -= 1
        if missing == 0 { await onReady(self.port) }
    }
}
