import Foundation

/// The references: durable commits without anything in between.
protocol RawInserts: Sendable {
    /// As many commits as times, each of one row that holds the bytes.
    func insert(_ body: [UInt8], times: Int, writers: Int) async throws
    /// As many commits as times, each of the rows that an act of these bytes writes.
    func insertRows(_ body: [UInt8], times: Int, writers: Int) async throws
}

/// What a reference's database said.
struct RawFailure: Error { let text: String }

/// Runs something on a thread of its own: a writer that waits for the disk must not keep others from a thread.
func onThread(_ body: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
    }
}
