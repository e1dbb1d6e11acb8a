import Logging
import ServiceLifecycle
import Storage

/// Looks for what other nodes, or the register, have changed: as soon as it is announced, and every second in case nobody could tell.
struct DecisionFollower: Service {
    let decisions: DecisionService
    let storage: Storage
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup { group in
                group.addTask { for await _ in storage.announcements() { await follow() } }
                group.addTask {
                    while !Task.isCancelled {
                        await follow()
                        try? await Task.sleep(for: .seconds(1))
                    }
                }
            }
        }
    }

    private func follow() async {
        do { try await decisions.catchUpWithAll() } catch {
            logger.warning("decision index does not follow", metadata: ["error": "\(type(of: error))"])
        }
    }
}
