/// Work of which one runs at a time; callers that come meanwhile wait for the same run.
actor SingleFlight {
    private var running: Task<Void, any Error>?

    /// - Returns: whether the run was started for this caller, and so began after the call.
    @discardableResult
    func run(_ work: @escaping @Sendable () async throws -> Void) async throws -> Bool {
        let (task, isOwn) = running.map { ($0, false) } ?? (Task { try await work() }, true)
        running = task
        // The first caller to resume clears it: otherwise the others could join the ended run again.
        defer { if running == task { running = nil } }
        try await task.value
        return isOwn
    }
}
