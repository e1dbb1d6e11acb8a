import Foundation
import Storage

/// Another database in the place of one: made beside it, then renamed over it. The one replaced is kept under a dated name.
struct DatabaseSwap: Sendable {
    let path: String
    /// `20260302T090000Z`: when it was done.
    let stamp: String
    var fresh: String { path + ".restoring" }

    init(path: String, at now: Date) {
        self.path = path
        stamp = now.formatted(Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted))
    }

    /// Makes room beside the database.
    func prepare() throws {
        discard()
        try FileManager.default.createDirectory(
            at: URL(filePath: fresh).deletingLastPathComponent(), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    func discard() { for name in [""] + SQLiteFiles.sides { try? FileManager.default.removeItem(atPath: fresh + name) } }

    /// Where the former database is now; nil when there was none.
    /// - Throws: `BackupFault.inUse`.
    func replace() throws -> String? {
        let replaced = try setAside()
        // The side files of the former would be taken for the new one's.
        for name in SQLiteFiles.sides { try? FileManager.default.removeItem(atPath: path + name) }
        guard rename(fresh, path) == 0 else { throw DurableFile.failure(URL(filePath: path)) }
        try DurableFile.flush(directory: URL(filePath: path).deletingLastPathComponent())
        return replaced
    }

    /// Gives the former database its dated name as a second one, so that until the renaming it is still in its place.
    private func setAside() throws -> String? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        try gather()
        let kept = "\(path).replaced-\(stamp)"
        for name in [""] + SQLiteFiles.sides where FileManager.default.fileExists(atPath: path + name) {
            try FileManager.default.linkItem(atPath: path + name, toPath: kept + name)
        }
        return kept
    }

    /// A damaged database, which may be why it is replaced, is kept as it is, side files and all.
    private func gather() throws {
        do { try SQLiteFiles.gather(path) } catch let fault as StorageFault {
            if fault == .busy { throw BackupFault.inUse }
        }
    }
}
