import Foundation
import Logging
import Rules
import Server
import ServiceLifecycle
import Storage
import Synchronization
import TestSupport
import Testing

@Suite struct MailDispatcherTests {
    private let database: HouseDatabase
    let storage: Storage
    let clock = TestClock(1_773_824_707)
    let transport = Pigeon()

    init() async throws {
        database = try await HouseDatabase.make()
        storage = try await database.open()
    }

    @Test func `a letter leaves once the act that wrote it is committed, and nothing personal stays`() async throws {
        try await post(1)
        try await dispatcher().carry()
        #expect(transport.sent.map(\.id) == [1])
        #expect(transport.sent.first?.recipient == "ingrid.schmitz@example.com")
        #expect(try await rows() == ["1: nothing personal, attempts 1, delivered"])
        try await dispatcher().carry()
        #expect(transport.sent.count == 1)
    }

    @Test func `a letter of an act that failed never leaves`() async throws {
        struct Refused: Error {}
        await #expect(throws: Refused.self) {
            try await storage.write { [letter = try letter(), now = clock.now] tx in
                try tx.post(letter, id: 1, at: now)
                throw Refused()
            }
        }
        #expect(try await dispatcher().carry() == 0)
    }

    @Test func `after a failure it waits, each time twice as long`() async throws {
        try await post(1)
        transport.failure = .temporary(reply: 451, code: 55)
        try await dispatcher().carry()
        for pause in [60.0, 120, 240] {
            clock.advance(by: pause - 1)
            #expect(try await dispatcher().carry() == 0)
            clock.advance(by: 1)
            #expect(try await dispatcher().carry() == 1)
        }
        transport.failure = nil
        clock.advance(by: 480)
        try await dispatcher().carry()
        #expect(transport.sent.count == 1)
        #expect(try await rows() == ["1: nothing personal, attempts 5, delivered"])
    }

    @Test func `pauses double up to six hours`() {
        let retryPolicy = MailDispatcher.RetryPolicy()
        #expect([1, 2, 5, 9, 10, 100].map(retryPolicy.pause) == [60, 120, 960, 15_360, 21_600, 21_600])
    }

    @Test func `after three days it is given up`() async throws {
        try await post(1)
        transport.failure = .temporary(reply: 0, code: 7)
        clock.advance(by: 3 * 24 * 3600)
        try await dispatcher().carry()
        #expect(try await rows() == ["1: nothing personal, attempts 1, given up"])
    }

    @Test func `a week after it was written a letter is forgotten, unless it still waits`() async throws {
        try await post(1)
        try await dispatcher().carry()
        transport.failure = .temporary(reply: 451, code: 55)
        try await post(2)
        try await dispatcher().carry()
        clock.advance(by: 7 * 86_400 - 1)
        #expect(try await rows().count == 2)
        // Taken up once more, and given up: it too was written long enough ago.
        clock.advance(by: 2)
        try await dispatcher().carry()
        #expect(try await rows() == ["2: nothing personal, attempts 2, given up"])
        try await dispatcher().carry()
        #expect(try await rows() == [])
    }

    @Test func `a letter that will never be taken is given up at once, and the next one still leaves`() async throws {
        try await post(1)
        try await post(2)
        transport.failure = .permanent(reply: 550)
        transport.failures = 1
        try await dispatcher().carry()
        #expect(try await rows() == ["1: nothing personal, attempts 1, given up", "2: nothing personal, attempts 1, delivered"])
    }

    @Test func `two couriers do not carry the same letter, and one that died loses none`() async throws {
        try await post(1)
        let (now, until) = (clock.now, clock.now.addingTimeInterval(300))
        #expect(try await storage.write { try $0.claimLetters(atMost: 5, now: now, until: until) }.letters.map(\.id) == [1])
        #expect(try await dispatcher().carry() == 0)
        clock.advance(by: 300)
        #expect(try await dispatcher().carry() == 1)
    }

    @Test(arguments: [
        "attempts = 9223372036854775807", "attempts = -9223372036854775808", "recipient = 'nobody'", "subject = 'a' || CHR(10) || 'Bcc: b'",
        "posted_at = 9223372036854775807", "posted_at = -9223372036854775808", "language = 'xx'",
    ])
    func `what somebody made of one letter keeps no other waiting, nor itself for ever`(change: String) async throws {
        for id in 1...3 { try await post(Int64(id)) }
        let change = if case .sqlite = try database.url() { change.replacing("CHR", with: "CHAR") } else { change }
        try database.administrator.run("UPDATE letters SET \(change) WHERE id = 1")
        try await dispatcher().carry()
        #expect(transport.sent.map(\.id).filter { $0 != 1 } == [2, 3])
        #expect(try await storage.read { try $0.lettersWaiting() } == 0)
    }

    @Test func `the log names no one`() async throws {
        let log = LogKeeper()
        try await post(1)
        transport.failure = .permanent(reply: 550)
        try await dispatcher(logger: log.logger).carry()
        #expect(log.text.contains("550"))
        #expect(!log.text.contains("ingrid"))
        #expect(!log.text.contains("@"))
    }

    @Test func `the folder of the demo holds one readable file a letter`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mail-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await post(1)
        try await dispatcher(transport: FolderTransport(folder: folder)).carry()
        let text = try String(contentsOf: folder.appending(path: "1.eml"), encoding: .utf8)
        #expect(text.contains("To: <ingrid.schmitz@example.com>\r\n"))
        let mode = try FileManager.default.attributesOfItem(atPath: folder.appending(path: "1.eml").path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func `it runs until the server is asked to end`() async throws {
        try await post(1)
        let group = ServiceGroup(services: [try dispatcher()], logger: Logger(label: "test"))
        async let running: Void = group.run()
        while transport.sent.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        await group.triggerGracefulShutdown()
        try await running
        #expect(try await storage.read { try $0.lettersWaiting() } == 0)
    }

    private func dispatcher(
        transport: (any MailTransport)? = nil, logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    ) throws -> MailDispatcher {
        let sender = MailMessage.Sender(name: "Chatelaine", address: try EmailAddress("no-reply@example.com"))
        return MailDispatcher(
            storage: storage, transport: transport ?? self.transport, sender: sender, interval: .milliseconds(5), logger: logger, clock: { clock.now }
        )
    }

    private func letter() throws -> Letter {
        try Letter(to: EmailAddress("ingrid.schmitz@example.com"), subject: "Ihr Zugang", body: "Guten Tag", language: .de)
    }

    private func post(_ id: Int64) async throws {
        try await storage.write { [letter = try letter(), now = clock.now] in try $0.post(letter, id: id, at: now) }
    }

    private func rows() async throws -> [String] {
        try await storage.read { tx in
            try tx.rows("SELECT id, recipient, subject, body, attempts, delivered_at, abandoned_at FROM letters ORDER BY id") { row in
                let ends = try ["delivered_at": "delivered", "abandoned_at": "given up"].filter { try row.optionalDate($0.key) != nil }
                let personal = try ["recipient", "subject", "body"].map { try row.text($0) }.joined()
                let (id, attempts) = (try row.integer("id"), try row.integer("attempts"))
                return "\(id): \(personal.isEmpty ? "nothing personal" : personal), attempts \(attempts), \(ends.values.first ?? "waiting")"
            }
        }
    }
}

/// Carries letters nowhere, and fails when told to.
final class Pigeon: MailTransport {
    private struct State {
        var sent: [MailMessage] = []
        var failure: MailFailure?
        var failures = Int.max
    }
    private let state = Mutex(State())

    var sent: [MailMessage] { state.withLock { $0.sent } }
    var failure: MailFailure? {
        get { state.withLock { $0.failure } }
        set { state.withLock { $0.failure = newValue } }
    }
    var failures: Int {
        get { state.withLock { $0.failures } }
        set { state.withLock { $0.failures = newValue } }
    }

    func send(_ message: MailMessage) async throws {
        try state.withLock { state in
            if let failure = state.failure, state.failures > 0 {
                state.failures -= 1
                throw failure
            }
            state.sent.append(message)
        }
    }
}

/// Keeps what is logged.
private final class LogKeeper: Sendable {
    private let lines = Mutex<[String]>([])
    var text: String { lines.withLock { $0.joined(separator: "\n") } }
    var logger: Logger { Logger(label: "test") { _ in Handler(keeper: self) } }

    private struct Handler: LogHandler {
        let keeper: LogKeeper
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(
            level: Logger.Level, message: Logger.Message, metadata: Logger.Metadata?, source: String, file: String, function: String, line: UInt
        ) {
            keeper.lines.withLock { $0.append("\(level) \(message) \(metadata ?? [:])") }
        }
    }
}
