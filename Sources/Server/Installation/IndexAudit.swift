package import Rules
import Storage

extension Audit {
    /// Holds the decision index against rows and acts, without serving; how many questions were asked.
    /// - Throws: the first `IndexDiscrepancy`.
    package static func verifyIndex(_ options: Options, _ catalogue: Catalogue) async throws -> Int {
        let storage = try await reading(options)
        return try await storage.read { tx in try IndexVerification(catalogue, at: SystemClock.now()).run(tx) }
    }
}
