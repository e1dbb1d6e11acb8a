import Logging
import ServiceLifecycle

/// Looks every second for what other nodes, or the register, have changed.
struct DecisionFollower: Service {
    let decisions: DecisionDesk
    let logger: Logger

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await decisions.catchUp() } catch {
                    logger.warning("decision index does not follow", metadata: ["error": "\(type(of: error))"])
                }
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }
}
