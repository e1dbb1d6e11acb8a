import NIOPosix

/// A few threads for work that blocks or takes long; work beyond them waits its turn. They end with their owner.
final class Workers: Sendable {
    private let pool: NIOThreadPool

    init(_ count: Int) {
        pool = NIOThreadPool(numberOfThreads: count)
        pool.start()
    }

    deinit { pool.shutdownGracefully { _ in } }

    func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T { try await pool.runIfActive(work) }
}
