package import Foundation
package import Standards

/// That a witness refuses, and since when: it cosigned acts that are not there. Kept beside the checkpoints until it cosigns again, so that whoever verifies
/// is told without asking it, and a server that is started anew still knows.
package struct WitnessRefusal: Hashable, Sendable, CustomStringConvertible {
    package let witness: String
    package let since: Date
    package let reason: String

    package var description: String { "\(witness) has refused since \(since.formatted(.iso8601)): \(reason)" }

    /// The first refusal of a row of them counts.
    package static func keep(_ reason: String, by key: NoteKey, at now: Date, in directory: URL) throws {
        let since = read(file(key, directory))?.since ?? now
        try DurableFile.replace(file(key, directory), with: Data("\(key.name)\n\(since.formatted(.iso8601))\n\(reason)\n".utf8))
    }

    package static func forget(by key: NoteKey, in directory: URL) throws {
        if FileManager.default.fileExists(atPath: file(key, directory).path) { try FileManager.default.removeItem(at: file(key, directory)) }
    }

    package static func isKept(by key: NoteKey, in directory: URL) -> Bool { read(file(key, directory)) != nil }

    /// Of all witnesses, in the order of their files.
    package static func all(in directory: URL) -> [WitnessRefusal] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        return names.filter { $0.wholeMatch(of: /refused-[0-9a-f]{16}/) != nil }.sorted().compactMap { read(directory.appending(path: $0)) }
    }

    private static func file(_ key: NoteKey, _ directory: URL) -> URL {
        directory.appending(path: CheckpointFiles.witnessed(by: key, in: directory).lastPathComponent.replacing("witnessed-", with: "refused-"))
    }

    private static func read(_ file: URL) -> WitnessRefusal? {
        let lines = ((try? CheckpointFiles.text(of: file)) ?? "").split(separator: "\n")
        guard lines.count == 3, let since = try? Date(String(lines[1]), strategy: .iso8601) else { return nil }
        return WitnessRefusal(witness: String(lines[0]), since: since, reason: String(lines[2]))
    }
}
