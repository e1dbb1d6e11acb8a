import Foundation

/// One server a data directory: two would sign checkpoints past each other. Held until the process ends, however it ends.
final class ServingLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `AlreadyServed` while another server holds it.
    init(in directory: URL) throws {
        descriptor = open(directory.appending(path: "serving").path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw AlreadyServed() }
    }

    deinit { close(descriptor) }
}

/// Another server has this data directory open.
package struct AlreadyServed: Error, CustomStringConvertible {
    package var description: String { "Another server serves this data directory already. Stop it, or name another directory with --data." }
}
