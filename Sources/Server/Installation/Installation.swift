import Foundation
import Hummingbird
import HummingbirdTLS
package import Logging
import NIOSSL
package import Rules
import ServiceLifecycle
import Standards
import Storage
import UnixSignals
import Web

/// One running installation: the house, its ports, and the services beside them.
package struct Installation: Sendable {
    package let house: House
    package let options: Options
    private let cards: CardPort?
    private let exporter: SpanExporter?
    private let lock: ServingLock
    private let publisher: CheckpointPublisher

    /// Opens the data directory and the database, migrates it, and reads what the server needs. In the demo, an empty database gets `world`.
    package init(_ options: Options, catalogue: Catalogue, world: (@Sendable () throws -> World)?, password: String?, logger: Logger) async throws {
        let dataDirectory = try await DataDirectory(options)
        let (ring, storage) = (dataDirectory.ring, dataDirectory.storage)
        lock = try ServingLock(in: options.data)
        try options.destinations.requireFolder()
        let checkpoints = try Checkpoints(directory: options.data.appending(path: "checkpoints"), key: ring.checkpoints)
        let isEmpty = try await storage.read { tx in try tx.isEmpty() }
        // The longest part of a start, so it begins before all else.
        let index = isEmpty ? nil : IndexLoader(storage: storage, catalogue: catalogue, signed: checkpoints.last).begun()
        defer { index?.cancel() }

        let world = try options.isDemo ? world?() : nil
        cards = try CardPort(options, people: world?.people ?? [], at: SystemClock.now())
        var settings = try Self.settings(options, ring, cards)
        if !options.witnessedLogs.isEmpty {
            settings.witness = try Witness(
                directory: options.data.appending(path: "witness"), key: try KeyRing.witnessKey(in: options.data.appending(path: "keys")),
                logs: options.witnessedLogs)
        }

        let metrics = Metrics()
        let spans = options.traces.map { _ in SpanBuffer(meters: metrics.spans) }
        exporter = try spans.flatMap { spans in
            try options.traces.map { try SpanExporter(to: $0, spans, meters: metrics.spans, logger: logger) }
        }
        house = House(
            storage: storage, sealer: ring.sealer, catalogue: catalogue, pages: try Pages(zone: options.zone), settings: settings,
            checkpoints: checkpoints, passwords: try PasswordHash(), logger: logger, metrics: metrics,
            tracer: spans.map { SpanTracer(ratio: options.tracesRatio, buffer: $0) })
        self.options = options
        let copies = try CheckpointCopies(
            in: house.checkpoints.directory, copy: options.destinations.copy(of: house.checkpoints.publicKey), key: house.checkpoints.publicKey)
        try copies.review(try await storage.read { tx in try tx.ledgerHead() }, logger)
        publisher = CheckpointPublisher(
            house.checkpoints, to: options.destinations, copies: copies, storage: house.storage, meters: metrics.checkpoints, logger: logger,
            clock: house.clock, newID: house.newID)
        try await Self.resume(house)
        if isEmpty, let world {
            // Another node may be quicker, and then its keys must be ours, and its acts are counted here too.
            do { try await house.found(world, password: password) } catch is AlreadyFounded {
                try await storage.read { tx in try tx.fits() }
                try await Self.resume(house)
            }
        }
        try await house.decisions.load(index)
    }

    private static func settings(_ options: Options, _ ring: KeyRing, _ cards: CardPort?) throws -> Settings {
        var settings = Settings()
        settings.isDemo = options.isDemo
        settings.site = options.site ?? "http://\(options.host):\(options.port)"
        settings.proxies = Set(options.proxies)
        settings.formKey = ring.forms
        settings.decisionKeys = Set((options.decisionKeys + (options.isDemo ? ["demo-decisions"] : [])).map(Secret.digest))
        settings.operationsKey = options.metricsKey.map(Secret.digest)
        settings.passwordPreset = options.passwordPreset
        settings.contact = options.contact
        settings.cardSite = cards.flatMap { $0.site(options) }
        settings.cardTrust = try cards.map { try EIDTrust(pem: $0.authorities) }
        settings.demoCards = cards?.demoCards ?? []
        return settings
    }

    /// The ledger goes on from where this data directory's checkpoints left it.
    private static func resume(_ house: House) async throws {
        let storage = house.storage
        let counted = house.checkpoints.last?.size ?? 0
        // What came after the last signature is proven to be this installation's before it is signed.
        let frontier = try await storage.read { tx in
            try tx.requireAuthenticActs(from: Int64(counted))
            return try tx.frontier()
        }
        let head = LedgerHead(size: Int64(frontier.count), root: frontier.root)
        try await house.checkpoints.resume(head, frontier, at: SystemClock.now()) { size in
            MerkleTree.root(of: try await storage.read { tx in try tx.leafHashes(ofFirst: size) })
        }
    }

    /// Serves until the process is asked to end; `onReady` is told the site's port once all listen.
    package func serve(onReady: @escaping @Sendable (_ port: Int) async -> Void) async throws {
        // People who reach the site over https come to this port through a proxy.
        let connections = Connections(.ofThisProcess(), proxies: house.settings.proxies, meters: house.metrics.connections)
        let port: SitePort = house.settings.site.lowercased().hasPrefix("https:") ? .proxied : .plain
        let ready = Readiness(of: cards?.isOpen == true ? 2 : 1, onReady)
        let site = Application(
            router: Site.router(house, at: port), server: try Site.http(house, at: port, connections),
            configuration: .init(address: .hostname(options.host, port: options.port), serverName: nil),
            onServerRunning: { [house] channel in
                await house.pauseWhenNoneIsAccepted(channel)
                await ready.listens(on: channel.localAddress?.port ?? 0)
            }, logger: quiet)
        // First in, last out: what the others still record is made durable too.
        let keeper = CheckpointKeeper(house.checkpoints, logger: house.logger)
        var services: [any Service] = [
            keeper, DisclosureKeeper(house: house), SchemaKeeper(watch: house.schema), publisher, CertificateReminders(house: house), site,
        ]
        if let exporter { services.insert(exporter, at: 0) }
        if let cards, cards.isOpen {
            services.append(try cards.application(house, connections, host: options.host, logger: quiet) { await ready.listens() })
        }
        services.append(DecisionFollower(decisions: house.decisions, storage: house.storage, logger: house.logger))
        if let dispatcher = try dispatcher() { services.append(dispatcher) }
        let group = ServiceGroup(
            configuration: .init(services: services.map(Self.named), gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
        try await group.run()
        try await keeper.settle()
    }

    /// A service is called by its type in the log. Unnamed, it would be called by all that it holds: settings and keys, in megabytes.
    static func named(_ service: any Service) -> ServiceGroupConfiguration.ServiceConfiguration {
        .init(service: service, serviceName: String(describing: type(of: service)))
    }

    /// Hummingbird's own start-up lines are for its developers.
    private var quiet: Logger {
        var logger = house.logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }

    /// Sends letters as configured; in the demo into a folder; nil when no way to send them is configured.
    private func dispatcher() throws -> MailDispatcher? {
        guard options.mail != nil || options.isDemo else { return nil }
        guard let sender = options.mailSender.flatMap({ try? EmailAddress($0) }) else {
            throw WrongOption(name: "mail.sender", expected: "the e-mail address that letters come from")
        }
        let transport: any MailTransport =
            if let url = options.mail { try SMTPTransport(.init(url: url)) } else { FolderTransport(folder: options.data.appending(path: "mail")) }
        return MailDispatcher(
            storage: house.storage, transport: transport, sender: .init(name: "Chatelaine", address: sender), meters: house.metrics.letters,
            logger: house.logger, clock: house.clock)
    }
}
