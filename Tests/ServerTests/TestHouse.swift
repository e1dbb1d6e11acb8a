import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Rules
import Sample
import Storage
import Synchronization
import TestSupport
import Testing
import Web

@testable import Server

/// The demo world on a database of its own, at a time that stands still until told otherwise.
struct TestHouse: Sendable {
    let house: House
    let clock: TestClock
    let database: HouseDatabase
    private let site: any HTTPResponder<Connection>

    /// The demo world, its cards and its accounts.
    static func demo(
        at port: SitePort = .plain, logger: Logger = Shared.silent, tracer: SpanTracer? = nil, passwords: PasswordHash? = nil,
        _ change: (inout Settings) -> Void = { _ in }
    ) async throws -> TestHouse {
        try await made(
            on: try await HouseDatabase.make(holding: .demo), at: port, logger: logger, tracer: tracer, passwords: passwords, settings(change))
    }

    /// An installation that knows nobody.
    static func empty(
        at port: SitePort = .plain, logger: Logger = Shared.silent, tracer: SpanTracer? = nil, passwords: PasswordHash? = nil,
        _ change: (inout Settings) -> Void = { _ in }
    ) async throws -> TestHouse {
        try await made(on: try await HouseDatabase.make(), at: port, logger: logger, tracer: tracer, passwords: passwords, settings(change))
    }

    /// The demo world with everyone of `GateHouse` in their place.
    static func gates() async throws -> TestHouse { try await made(on: try await HouseDatabase.make(holding: .gates)) }

    /// Another installation with the demo world: its keys are nobody else's.
    static func elsewhere() async throws -> TestHouse {
        let test = try await made(on: await HouseDatabase.bare(.chosen))
        try await test.found()
        return test
    }

    private static func settings(_ change: (inout Settings) -> Void) -> Settings {
        var settings = Settings()
        settings.isDemo = true
        settings.decisionKeys = [Secret.digest("demo-decisions")]
        change(&settings)
        return settings
    }

    /// - Parameter storage: the database, where it is open already.
    static func made(
        on database: HouseDatabase, _ storage: Storage? = nil, at port: SitePort = .plain, logger: Logger = Shared.silent, tracer: SpanTracer? = nil,
        passwords: PasswordHash? = nil, _ settings: Settings = settings { _ in }
    ) async throws -> TestHouse {
        let data = database.directory
        let ring = try KeyRing(directory: data.appending(path: "keys"))
        let storage = if let storage { storage } else { try await database.open() }
        try await Vouched.require(storage, in: data)
        let clock = TestClock()
        let house = House(
            storage: storage, sealer: ring.sealer, catalogue: Town.catalogue, pages: try await Shared.pages.value, settings: settings,
            checkpoints: try Checkpoints(directory: data.appending(path: "checkpoints"), key: ring.checkpoints),
            passwords: try passwords ?? Shared.passwords.get(),
            logger: logger, clock: { withExtendedLifetime(database) { clock.now } }, tracer: tracer)
        return TestHouse(house: house, clock: clock, database: database, site: Site.router(house, at: port).buildResponder())
    }

    func found() async throws { try await house.found(try Town.world(), password: Town.password) }

    /// The same database, served by a house that knows nothing of this one.
    func restarted(on storage: Storage? = nil) -> TestHouse {
        let house = House(
            storage: storage ?? house.storage, sealer: house.sealer, catalogue: house.catalogue, pages: house.pages, settings: house.settings,
            checkpoints: house.checkpoints, passwords: house.passwords, logger: house.logger, clock: house.clock)
        return TestHouse(house: house, clock: clock, database: database, site: Site.router(house, at: .plain).buildResponder())
    }

    /// The data directory.
    var data: URL { database.directory }

    /// A browser that nobody is signed in with.
    func browser(_ language: String = "en") -> Browser { Browser(self, language: language) }

    /// A browser in which a person is signed in, by card unless told otherwise.
    func signedIn(_ person: Person, _ assurance: Assurance = .eID, language: String = "en") async throws -> Browser {
        if assurance == .password { try await openMissingAccount(of: person) }
        let browser = browser(language)
        browser.keep("chatelaine-session", try await house.openSession(for: person.id, assurance))
        return browser
    }

    /// A session by password is nothing without an account: whoever has none is given one.
    private func openMissingAccount(of person: Person) async throws {
        let (name, hash) = (try UserName("walker\(person.id)"), try await house.passwords.hash(Town.password))
        try await house.write { [clock] tx in
            guard try tx.account(of: person.id) == nil else { return }
            try tx.openAccount(name, password: hash, mustChange: false, for: person.id, at: clock.now)
        }
    }

    /// Somebody about to change their own data.
    func ownOccasion(of person: Person) -> OwnOccasion {
        let newID = house.newID
        return OwnOccasion(person: person.id, at: clock.now, newID: { newID() })
    }

    /// Somebody about to act in an entity, under the highest of their roles there that has the power.
    func occasion(of person: Person, _ power: Power, in place: Place) async throws -> Occasion {
        let (now, newID) = (clock.now, house.newID)
        let roles = try await house.read { tx in try tx.roles(of: person.id, in: place.entity, at: now) }.sorted { $0.role > $1.role }
        let acting = try #require(roles.first { $0.may(power, in: place) } ?? roles.first)
        return Occasion(acting: acting, at: now, newID: { newID() })
    }

    /// Plans an operation and carries it out, as a visit of that person's would.
    @discardableResult
    func perform<Asked: Server.Operation<Occasion>>(_ operation: Asked, in node: House? = nil, on occasion: Occasion) async throws -> Plan {
        let post = Correspondence(
            texts: house.pages.texts, site: house.settings.site, catalogue: house.catalogue, author: occasion.acting.person,
            role: occasion.acting.role, at: occasion.at)
        return try await (node ?? house).perform(operation, as: occasion.acting, post)
    }

    // MARK: What is in the house

    /// Every act, in the order of the ledger.
    func acts() async throws -> [Act] {
        try await house.read { tx in try tx.rows("SELECT body FROM acts ORDER BY position") { try Act(canonicalBytes: $0.bytes("body")) } }
    }

    /// As `chatelaine verify` does it.
    func verified() async throws -> LedgerHead {
        var options = Options()
        (options.data, options.database) = (data, "\(try database.url())")
        return try await Audit.verify(options)
    }

    func quality(_ entity: Entity, _ domain: AccessDomain.Code) async throws -> Quality {
        let found = try await house.read { tx in try tx.qualities(of: entity.id).first { $0.domain == domain } }
        return try #require(found)
    }

    /// The identifier that the register knows an entity by in a domain.
    func entitlement(_ entity: Entity, _ domain: AccessDomain.Code) async throws -> String {
        let found = try await house.read { tx in try tx.entitlements(of: entity.id).first { $0.domain == domain } }
        return try #require(found).identifier.rawValue
    }

    /// The cookie of a notice, as this browser would have been given it.
    func notice(_ written: String, for browser: Browser) throws -> String {
        "\(written).\(Secret.proof("notice", try #require(browser.cookie("chatelaine-browser")), written, key: house.settings.formKey))"
    }

    func send(_ request: Request) async throws -> Response {
        let source = ApplicationRequestContextSource(channel: NIOAsyncTestingChannel(), logger: house.logger)
        return try await site.respond(to: request, context: Connection(source: source))
    }

    /// Read once for all tests: the pages, and passwords hashed at the least cost there is.
    enum Shared {
        static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        static let pages = Task { try Pages() }
        static let passwords = Result { try PasswordHash(cost: .init(memory: 8, passes: 1)) }
    }
}

/// Time in tests: Monday 2 March 2026, 9:00 UTC, until moved.
final class TestClock: Sendable {
    private let instant: Mutex<Date>
    init(_ seconds: TimeInterval = 1_772_442_000) { instant = Mutex(Date(timeIntervalSince1970: seconds)) }
    var now: Date { instant.withLock { $0 } }
    func advance(by seconds: TimeInterval) { instant.withLock { $0 += seconds } }
}
