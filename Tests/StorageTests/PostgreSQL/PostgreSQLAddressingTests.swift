import Foundation
import Storage
import TestSupport
import Testing

/// What the address says besides the host: encryption, and which of several servers.
@Suite(.enabled(if: TestCluster.isWanted)) struct PostgreSQLAddressingTests {
    @Test func `a server is reached over TLS, and trusted only for its certificate`() async throws {
        let port = Int.random(in: 20_000..<30_000)
        let cluster = try TestCluster("--tls", "listen_addresses=127.0.0.1", "port=\(port)")
        try cluster.command("CREATE DATABASE hall TEMPLATE template0")
        func storage(_ options: String) throws -> Storage { try Storage(DatabaseURL("postgres://keeper@127.0.0.1:\(port)/hall?\(options)")) }

        let certificate = cluster.directory.replacing("/", with: "%2F") + "%2Fserver.crt"
        let trusting = try storage("sslmode=verify-full&sslrootcert=\(certificate)")
        let encrypted: SQL = "SELECT COUNT(*) FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND version = 'TLSv1.3'"
        #expect(try await trusting.read { try $0.count(encrypted) } == 1)
        #expect(try await storage("sslmode=disable").read { try $0.count(encrypted) } == 0)

        let other = try TestCluster("--tls")
        let foreign = other.directory.replacing("/", with: "%2F") + "%2Fserver.crt"
        #expect {
            _ = try storage("sslmode=verify-full&sslrootcert=\(foreign)")
        } throws: { error in
            if case .unavailable(let message)? = error as? StorageFault { message.contains("certificate verify failed") } else { false }
        }
    }

    @Test func `a server without TLS is refused where TLS is required`() throws {
        let port = Int.random(in: 30_000..<32_000)
        let cluster = try TestCluster("listen_addresses=127.0.0.1", "port=\(port)")
        #expect {
            _ = try Storage(DatabaseURL("postgres://keeper@127.0.0.1:\(port)/postgres?sslmode=require"))
        } throws: { error in
            if case .unavailable(let message)? = error as? StorageFault { message.contains("SSL") } else { false }
        }
        withExtendedLifetime(cluster) {}
    }

    @Test(arguments: ["", "?target_session_attrs=read-write"])
    func `of several servers the one that takes writes is used`(options: String) async throws {
        let (standby, primary) = (try TestCluster("default_transaction_read_only=on"), try TestCluster())
        for cluster in [standby, primary] { try cluster.command("CREATE DATABASE hall TEMPLATE template0") }
        let hosts = [standby, primary].map { $0.directory.replacing("/", with: "%2F") }.joined(separator: ",")
        let storage = try Storage(DatabaseURL("postgres://keeper@\(hosts)/hall\(options)"))
        try await storage.migrate([town])
        #expect(try await storage.migrations() == ["town"])
        withExtendedLifetime(standby) {}
    }
}
