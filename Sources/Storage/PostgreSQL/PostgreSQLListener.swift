import Dispatch

/// A session of its own that hears what is announced, and is opened again for as long as anybody wants to know. Each time it was opened, something may
/// have been missed, and it says so.
final class PostgreSQLListener: @unchecked Sendable {
    // All that changes does so on the queue.
    private let address: PostgreSQLAddress
    private let tell: @Sendable () -> Void
    private let queue = DispatchQueue(label: "chatelaine.listener")
    private var source: (any DispatchSourceRead)?
    private var outage: PostgreSQLOutage?
    private var isStopped = false

    init(_ address: PostgreSQLAddress, tell: @escaping @Sendable () -> Void) {
        (self.address, self.tell) = (address, tell)
    }

    func start() { queue.async { self.listen() } }

    func stop() {
        queue.async {
            self.isStopped = true
            self.leave()
        }
    }

    private func listen() {
        guard !isStopped else { return }
        do {
            let session = try PostgreSQLSession(address)
            do throws(PostgreSQLFailure) { try session.command("LISTEN \(PostgreSQLMode.channel)") } catch { throw error.fault }
            outage = nil
            attend(session)
            tell()
        } catch let fault as StorageFault {
            again(after: fault)
        } catch {
            again(after: .unavailable("\(type(of: error))"))
        }
    }

    private func attend(_ session: PostgreSQLSession) {
        let source = DispatchSource.makeReadSource(fileDescriptor: session.socket, queue: queue)
        source.setEventHandler { [weak self] in
            do throws(PostgreSQLFailure) { if try session.hear() { self?.tell() } } catch {
                self?.leave()
                self?.again(after: error.fault)
            }
        }
        // The socket is closed with the session, and not before nobody watches it any more.
        source.setCancelHandler { withExtendedLifetime(session) {} }
        self.source = source
        source.resume()
    }

    private func leave() {
        source?.cancel()
        source = nil
    }

    private func again(after fault: StorageFault) {
        let now = ContinuousClock.now
        var outage = self.outage ?? PostgreSQLOutage(fault, at: now)
        outage.tries(at: now)
        self.outage = outage
        queue.asyncAfter(deadline: .now() + max(0, (outage.next - now) / .seconds(1))) { self.listen() }
    }
}
