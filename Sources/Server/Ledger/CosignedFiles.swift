import Crypto
package import Foundation
package import Standards

/// Beside the two files, one for each witness: the checkpoint that it cosigned last.
extension CheckpointFiles {
    /// Those that are there.
    package static func witnessed(in directory: URL) throws -> [URL] {
        let names = FileManager.default.fileExists(atPath: directory.path) ? try FileManager.default.contentsOfDirectory(atPath: directory.path) : []
        return names.filter { $0.wholeMatch(of: /witnessed-[0-9a-f]{16}/) != nil }.sorted().map { directory.appending(path: $0) }
    }

    static func witnessed(by key: NoteKey, in directory: URL) -> URL {
        directory.appending(path: "witnessed-\(NoteKey.hexadecimal(SHA256.hash(data: Data(key.text.utf8)).prefix(8)))")
    }

    package static func write(_ cosigned: SignedCheckpoint, by key: NoteKey, in directory: URL) throws {
        try DurableFile.replace(witnessed(by: key, in: directory), with: Data(cosigned.text.utf8))
    }

    /// What a witness cosigned last and when; nil when it never did, or its file is not readable.
    package static func cosigned(by key: NoteKey, in directory: URL) -> (size: Int, at: Date)? {
        guard let signed = try? whole(witnessed(by: key, in: directory)), let at = signed.cosigned(by: key) else { return nil }
        return (signed.checkpoint.size, at)
    }
}
