import Foundation
import Synchronization

/// A session of its own, on a thread of its own, that hears what is announced, and is opened again for as long as anybody wants to know. Each time it was
/// opened, something may have been missed, and it says so.
final class PostgreSQLListener: Sendable {
    private let address: PostgreSQLAddress
    private let settings: PostgreSQLSettings
    private let tell: @Sendable () -> Void
    private let isStopped = Mutex(false)

    init(_ address: PostgreSQLAddress, _ settings: PostgreSQLSettings, tell: @escaping @Sendable () -> Void) {
        (self.address, self.settings, self.tell) = (address, settings, tell)
    }

    func start() { Thread.detachNewThread { self.run() } }

    /// Within a second nobody listens any more.
    func stop() { isStopped.withLock { $0 = true } }

    private var goesOn: Bool { isStopped.withLock { !$0 } }

    private func run() {
        var outage: PostgreSQLOutage?
        while goesOn {
            do {
                let session = try PostgreSQLSession(address, settings)
                try session.command("LISTEN \(PostgreSQLMode.channel)")
                outage = nil
                tell()
                while goesOn { if try session.hears() { tell() } }
            } catch {
                let now = ContinuousClock.now
                var present = outage ?? PostgreSQLOutage(.unavailable("nobody announces anything"), at: now)
                present.tries(at: now)
                outage = present
                Thread.sleep(forTimeInterval: max(0, (present.next - now) / .seconds(1)))
            }
        }
    }
}
