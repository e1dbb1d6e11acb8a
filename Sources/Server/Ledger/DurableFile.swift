package import Foundation

/// Files that are whole after a crash: written beside, flushed to the disk, then renamed over the old one.
package enum DurableFile {
    package static func replace(_ file: URL, with content: Data) throws {
        let fresh = file.appendingPathExtension("new")
        let descriptor = open(fresh.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw failure(fresh) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: content)
        try handle.synchronize()
        try handle.close()
        guard rename(fresh.path, file.path) == 0 else { throw failure(file) }
        try flush(directory: file.deletingLastPathComponent())
    }

    /// A new name is on the disk only once its directory is.
    private static func flush(directory: URL) throws {
        let descriptor = open(directory.path, O_RDONLY | O_DIRECTORY)
        guard descriptor >= 0 else { throw failure(directory) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(directory) }
    }

    private static func failure(_ file: URL) -> CocoaError { CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: file.path]) }
}
