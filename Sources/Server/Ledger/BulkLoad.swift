package import Storage

/// Leave to write acts in bulk without the projections following each time.
package struct BulkLoad: Sendable {
    fileprivate init() {}
}

extension Storage {
    /// Writes much in many transactions. Meanwhile the projections are empty; at the end they are written anew. When `body` throws, or the process
    /// ends, the next start does that.
    package func load(_ body: (BulkLoad) async throws -> Void) async throws {
        try await write { tx in
            try tx.emptyProjections()
            try tx.beginLoading()
        }
        try await body(BulkLoad())
        try await write { tx in
            try tx.rebuildProjections()
            try tx.endLoading()
        }
    }
}
