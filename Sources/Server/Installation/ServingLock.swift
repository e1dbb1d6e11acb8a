import Foundation

/// One server a data directory: two would sign checkpoints past each other. Held until the process ends, however it ends.
final class ServingLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `AlreadyServed` while another server holds it; `FileFault`.
    init(in directory: URL) throws {
        descriptor = open(directory.appending(path: "serving").path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DurableFile.failure(directory.appending(path: "serving")) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw AlreadyServed() }
    }

    /// Whether a server holds it now.
    static func isHeld(in directory: URL) -> Bool {
        let descriptor = open(directory.appending(path: "serving").path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0
    }

    deinit { close(descriptor) }
}

/// Another server has this data directory open.
package struct AlreadyServed: Error, CustomStringConvertible {
    package var description: String { "Another server serves this data directory already. Stop it, or name another directory with --data." }
}
