import FoundationEssentials

/// The file of a database and its directory, closed to other users of the machine: they hold personal data.
enum SQLiteFile {
    /// Creates what is missing. SQLite gives its side files the permissions of the main one.
    static func create(at path: String) throws {
        let files = FileManager.default
        guard !files.fileExists(atPath: path) else { return }
        let directory = URL(filePath: path).deletingLastPathComponent().path
        do {
            try files.createDirectory(atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StorageFault.unavailable("the directory \(directory) cannot be created")
        }
        guard files.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw StorageFault.unavailable("the file \(path) cannot be created")
        }
    }
}

extension SQLiteFile {
    /// Which file it is, whatever its name: device and inode. Nil when there is none.
    struct Identity: Hashable, Sendable {
        private let device: UInt
        private let inode: UInt

        init?(of path: String) {
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            guard let device = attributes?[.systemNumber] as? UInt, let inode = attributes?[.systemFileNumber] as? UInt
            else { return nil }
            (self.device, self.inode) = (device, inode)
        }
    }
}
