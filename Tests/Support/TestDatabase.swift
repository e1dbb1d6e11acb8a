import Foundation
package import Storage
import Synchronization

/// An empty database of one engine, removed at the end of the test.
package final class TestDatabase: Sendable {
    package let engine: TestEngine
    package let directory: String
    /// Of the directory, and of the database on PostgreSQL.
    package let name: String
    private let template: String
    private let cluster: TestCluster?
    private let isMade = Mutex(false)

    /// On the cluster of the whole run, unless a test has one of its own. On PostgreSQL a copy of `template`.
    package init(_ engine: TestEngine, on cluster: TestCluster? = nil, like template: String = "template0") {
        self.engine = engine
        self.cluster = cluster
        self.template = template
        name = "test-" + UUID().uuidString
        directory = NSTemporaryDirectory() + name
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
        guard engine == .postgreSQL, isMade.withLock({ $0 }) else { return }
        try? (cluster ?? TestCluster.shared.get()).command("DROP DATABASE \"\(name)\" WITH (FORCE)")
    }

    /// - Parameter options: of PostgreSQL's URL, with their question mark.
    package func url(_ options: String = "") throws -> DatabaseURL {
        guard engine == .postgreSQL else { return .sqlite(path: directory + "/deep/chatelaine.db") }
        let cluster = try cluster ?? TestCluster.shared.get()
        try isMade.withLock {
            if !$0 { try cluster.command("CREATE DATABASE \"\(name)\" TEMPLATE \"\(template)\" STRATEGY file_copy") }
            $0 = true
        }
        return try cluster.url(of: name, options)
    }

    /// Opened any number of times, as after a restart.
    package func open() throws -> Storage { try Storage(url()) }
}
