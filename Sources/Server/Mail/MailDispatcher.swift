package import Foundation
package import Logging
import ServiceLifecycle
package import Storage
import Web

/// Carries letters from the outbox to the transport: at least once, again and again with growing pauses, and not for ever.
/// A log line about a letter holds its id, never its address.
package struct MailDispatcher: Service {
    package struct RetryPolicy: Hashable, Sendable {
        /// Seconds before the second attempt; doubled each time, up to `longestPause`.
        package var firstPause: TimeInterval = 60
        package var longestPause: TimeInterval = 6 * 3600
        /// Seconds after posting when a letter is given up.
        package var whole: TimeInterval = 3 * 24 * 3600
        /// Seconds for which a letter being sent is left alone by others; longer than any transport takes.
        package var claim: TimeInterval = 300
        /// Seconds after posting when nothing is known any more of a letter that left or was given up.
        package var memory: TimeInterval = 7 * 24 * 3600

        package init() {}

        package func pause(after attempts: Int) -> TimeInterval {
            min(firstPause * pow(2, Double(max(attempts, 1) - 1)), longestPause)
        }
    }

    private let storage: Storage
    private let transport: any MailTransport
    private let sender: MailMessage.Sender
    private let retryPolicy: RetryPolicy
    private let interval: Duration
    private let meters: LetterMeters
    private let logger: Logger
    private let clock: @Sendable () -> Date
    private static let batch = 20

    package init(
        storage: Storage, transport: any MailTransport, sender: MailMessage.Sender, retryPolicy: RetryPolicy = RetryPolicy(),
        interval: Duration = .seconds(1),
        meters: LetterMeters = LetterMeters(), logger: Logger, clock: @escaping @Sendable () -> Date
    ) {
        self.storage = storage
        self.transport = transport
        self.sender = sender
        self.retryPolicy = retryPolicy
        self.interval = interval
        self.meters = meters
        self.logger = logger
        self.clock = clock
    }

    /// Carries what is due, until the server is asked to end.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    while try await carry() == Self.batch {}
                    try await Task.sleep(for: interval)
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("outbox unreadable", metadata: ["error": "\(type(of: error))"])
                    do { try await Task.sleep(for: .seconds(10)) } catch { return }
                }
            }
        }
    }

    /// One round; how many letters it took up.
    @discardableResult
    package func carry() async throws -> Int {
        let (now, retryPolicy) = (clock(), retryPolicy)
        let claimed = try await storage.write { tx in
            try tx.forgetLetters(postedBefore: now.addingTimeInterval(-retryPolicy.memory))
            return try tx.claimLetters(atMost: Self.batch, now: now, until: now.addingTimeInterval(retryPolicy.claim))
        }
        for id in claimed.unreadable {
            meters.abandoned.add(1)
            // Another key is none of ours, and may say anything.
            let told = if case .integer(let id) = id { "\(id)" } else { "" }
            logger.error("letter given up", metadata: ["letter": "\(told)", "reason": "unreadable"])
        }
        for letter in claimed.letters { try await carry(letter) }
        return claimed.count
    }

    private func carry(_ posted: PostedLetter) async throws {
        do {
            try await transport.send(MailMessage(posted.letter, id: posted.id, from: sender, postedAt: posted.postedAt))
        } catch {
            return try await setBack(posted, error)
        }
        meters.sent.add(1)
        let now = clock()
        try await remember { try $0.letterDelivered(posted.id, at: now) }
    }

    private func setBack(_ posted: PostedLetter, _ error: any Error) async throws {
        let now = clock()
        let retry = now.addingTimeInterval(retryPolicy.pause(after: posted.attempts))
        if isHopeless(error) || now.timeIntervalSince(posted.postedAt) >= retryPolicy.whole {
            meters.abandoned.add(1)
            logger.error("letter given up", metadata: about(posted, error))
            try await remember { try $0.letterAbandoned(posted.id, at: now) }
        } else {
            meters.failed.add(1)
            logger.warning("letter not sent, will try again", metadata: about(posted, error))
            try await remember { try $0.letterFailed(posted.id, retryAt: retry) }
        }
    }

    private func isHopeless(_ error: any Error) -> Bool {
        if case .permanent? = error as? MailFailure { true } else { error is Letter.Unsendable }
    }

    private func about(_ posted: PostedLetter, _ error: any Error) -> Logger.Metadata {
        let reason = (error as? MailFailure).map { "\($0)" } ?? "\(type(of: error))"
        return ["letter": "\(posted.id)", "attempts": "\(posted.attempts)", "reason": "\(reason)"]
    }

    /// What happened outside is written down even while the server ends: a letter that left must not leave twice.
    private func remember(_ body: @escaping @Sendable (borrowing Transaction) throws -> Void) async throws {
        try await Task { [storage] in try await storage.write(.alone, body) }.value
    }
}
