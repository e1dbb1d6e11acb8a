import Foundation
import Logging
import Synchronization

@testable import Server

/// Keeps the lines that the server would write, as it would write them.
final class LineKeeper: Sendable {
    private let written = Mutex<[String]>([])

    /// Everything, from the smallest matter on.
    var logger: Logger {
        var logger = Logger(label: "test") { _ in JSONLogHandler { line in self.written.withLock { $0.append(line) } } }
        logger.logLevel = .trace
        return logger
    }

    var text: String { written.withLock { $0.joined() } }

    var lines: [[String: String]] {
        get throws { try written.withLock { $0 }.map { try JSONDecoder().decode([String: String].self, from: Data($0.utf8)) } }
    }
}
