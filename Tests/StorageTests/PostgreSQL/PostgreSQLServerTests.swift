import Foundation
import Storage
import TestSupport
import Testing

/// The server itself: wrong, gone, back again.
@Suite(.enabled(if: TestCluster.isWanted)) struct PostgreSQLServerTests {
    @Test(arguments: [
        (["--encoding=UTF8", "--locale=C.UTF-8"], "sorts texts by C.UTF-8"), (["--encoding=LATIN1", "--locale=C"], "is encoded in LATIN1"),
        (["--encoding=UTF8", "--locale-provider=icu", "--icu-locale=fr"], "sorts texts by ICU"),
    ])
    func `a database that does not sort by code point is refused, with the way to make one`(options: [String], reason: String) throws {
        let cluster = try TestCluster.shared.get()
        let name = "unfit-" + UUID().uuidString
        try cluster.run("createdb", ["--template=template0"] + options + [name])
        #expect {
            try Storage(cluster.url(of: name))
        } throws: { error in
            let told = "\(error)"
            return told.contains(reason) && told.contains("createdb --template=template0 --encoding=UTF8 --locale=C \(name)")
        }
        try cluster.run("dropdb", [name])
    }

    @Test func `a database that is not there is refused without the password`() throws {
        let cluster = try TestCluster.shared.get()
        let host = cluster.directory.replacing("/", with: "%2F")
        #expect {
            try Storage(DatabaseURL("postgres://keeper:secret@\(host)/nowhere"))
        } throws: { error in
            guard case .unavailable(let message)? = error as? StorageFault else { return false }
            return message.contains("\"nowhere\" does not exist") && !message.contains("secret")
        }
        #expect(throws: StorageFault.self) { try Storage(DatabaseURL("postgres://keeper@\(host)x/nowhere")) }
    }

    @Test func `of several hosts the one that answers is used`() async throws {
        let cluster = try TestCluster.shared.get()
        try cluster.run("createdb", ["--template=template0", "several"])
        let host = cluster.directory.replacing("/", with: "%2F")
        let storage = try Storage(DatabaseURL("postgres://keeper@%2Ftmp%2Fnowhere,\(host)/several?target_session_attrs=read-write"))
        try await storage.migrate([town])
        #expect(try await storage.migrations() == ["town"])
        try storage.close()
        try cluster.run("dropdb", ["several"])
    }

    /// What the server has in memory is gone, and its own writer would come too late.
    @Test func `what was acknowledged survives a crash of the server, and the connections come back by themselves`() async throws {
        let cluster = try TestCluster("wal_writer_delay=10s")
        let database = TestDatabase(.postgreSQL, on: cluster)
        let storage = try await database.openTown()
        for round in 0..<3 {
            try await withThrowingTaskGroup { group in
                for number in 1...20 {
                    let id = 20 * round + number
                    group.addTask { try await storage.write { try $0.add(Int64(id), "person \(id)") } }
                }
                try await group.waitForAll()
            }
            try cluster.order("crash")
            async let found = onceBack { try await storage.read { try $0.count("SELECT COUNT(*) FROM people") } }
            try await Task.sleep(for: .milliseconds(200))
            try cluster.order("start")
            #expect(try await found == 20 * (round + 1))
        }
    }

    @Test func `a server that stays away is told of, and found again when it is back`() async throws {
        let cluster = try TestCluster()
        let database = TestDatabase(.postgreSQL, on: cluster)
        let storage = try await database.openTown()
        try cluster.order("stop")
        await #expect {
            try await storage.read { try $0.names() }
        } throws: { error in
            if case .unavailable = error as? StorageFault { true } else { false }
        }
        try cluster.order("start")
        #expect(try await onceBack { try await storage.read { try $0.names() } } == [])
    }

    @Test func `a transaction that loses its server is not committed and says so`() async throws {
        let cluster = try TestCluster()
        let database = TestDatabase(.postgreSQL, on: cluster)
        let storage = try await database.openTown()
        await #expect {
            try await storage.write { transaction in
                try transaction.add(1, "Jan Vermeulen")
                try cluster.order("crash")
                try cluster.order("start")
                try transaction.add(2, "Karl Weber")
            }
        } throws: { error in
            if case .unavailable = error as? StorageFault { true } else { false }
        }
        #expect(try await storage.read { try $0.names() } == [])
    }

    /// Nobody knocks for two seconds after a refusal, so the first to come may still be told of the outage.
    private func onceBack<Result: Sendable>(_ work: @Sendable () async throws -> Result) async throws -> Result {
        while true {
            do { return try await work() } catch StorageFault.unavailable { try await Task.sleep(for: .milliseconds(50)) }
        }
    }
}
