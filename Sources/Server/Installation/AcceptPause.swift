import Logging
import NIOCore
import Web

extension House {
    /// To be called once a port is open.
    func pauseWhenNoneIsAccepted(_ server: any Channel) async {
        do { try await AcceptPause.add(to: server, metrics.connections) } catch {
            logger.error("a port takes connections without a pause", metadata: ["error": "\(type(of: error))"])
        }
    }
}
