import Foundation

/// How many connections are served at once: fewer than this process may have files open, so that what else needs a descriptor still gets one.
package struct ConnectionBounds: Hashable, Sendable {
    /// For everything.
    package let served: Int
    /// Beyond those, for whoever watches over the server alone: `/live`, `/health`, `/metrics`.
    package let kept: Int
    /// Of either, for one subscriber: a quarter, so that nobody takes them all.
    package var servedEach: Int { max(1, served / 4) }
    package var keptEach: Int { max(1, kept / 4) }

    package init(served: Int, kept: Int) { (self.served, self.kept) = (served, kept) }

    /// - Parameter allowed: how many descriptors this process may have.
    /// - Parameter open: how many it has before it serves.
    package init(allowed: Int, open: Int) {
        // For connections to the database, letters, files read, and what is accepted before it is counted.
        let spare = min(128, allowed / 4)
        kept = min(32, max(2, allowed / 16))
        served = min(Self.most, max(1, allowed - open - spare - 2 * kept))
    }

    /// What buffers of so many slow readers take (some 200 kB each) still fits into a server's memory.
    static let most = 4096

    /// Raises the limit of this process as far as it may, up to what is of use, and reads what came of it.
    package static func ofThisProcess() -> ConnectionBounds {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0 else { return ConnectionBounds(allowed: 1024, open: 128) }
        let wanted = min(limit.rlim_max, 16_384)
        if limit.rlim_cur < wanted {
            var raised = limit
            raised.rlim_cur = wanted
            if setrlimit(resource, &raised) == 0 { limit = raised }
        }
        let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 128
        return ConnectionBounds(allowed: Int(min(limit.rlim_cur, 1 << 20)), open: open)
    }
}
