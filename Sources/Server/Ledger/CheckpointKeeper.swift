import Logging
import ServiceLifecycle
import Web

/// Makes the newest checkpoint durable every second, away from the acts that it counts, and once more when the server ends.
struct CheckpointKeeper: Service {
    let checkpoints: Checkpoints
    let logger: Logger
    private let worker = Workers(1)

    init(_ checkpoints: Checkpoints, logger: Logger) {
        self.checkpoints = checkpoints
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await Task.sleep(for: .seconds(1))
                    try await settle()
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("checkpoint not made durable", metadata: ["error": "\(type(of: error))"])
                }
            }
        }
    }

    /// On a thread of its own: the disk may take its time.
    func settle() async throws {
        let checkpoints = checkpoints
        try await worker.run { try checkpoints.settle() }
    }
}
