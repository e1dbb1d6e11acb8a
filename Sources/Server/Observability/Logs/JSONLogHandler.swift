import Foundation
package import Logging
import Standards

/// Log lines as JSON, one object a line: `time`, `level`, `message`, and every metadata beside them. Written at once, so that lines of several threads
/// never mix.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.notice
    private let write: @Sendable (String) -> Void

    init(_ write: @escaping @Sendable (String) -> Void) { self.write = write }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var members: [String: JSONValue] = [:]
        for (key, value) in metadata { members[key] = .string("\(value)") }
        for (key, value) in event.metadata ?? [:] { members[key] = .string("\(value)") }
        members["time"] = .string(Date().formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true)) + "Z")
        members["level"] = .string(event.level.rawValue)
        members["message"] = .string("\(event.message)")
        guard let line = try? JSONText.data(of: JSONValue.object(members)) else { return }
        write(String(decoding: line, as: UTF8.self) + "\n")
    }
}

/// How log lines are written.
package enum LogFormat: String, CaseIterable, Sendable {
    case text, json

    /// A logger to the standard error.
    package func logger(_ level: Logger.Level) -> Logger {
        var logger = Logger(label: "chatelaine") { label in
            switch self {
            case .text: StreamLogHandler.standardError(label: label)
            case .json: JSONLogHandler { FileHandle.standardError.write(Data($0.utf8)) }
            }
        }
        logger.logLevel = level
        return logger
    }
}
