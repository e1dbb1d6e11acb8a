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

    /// Overwrites the start of a file in one write, made when it is missing. Whole after the end of the process, not after that of the machine.
    static func overwrite(_ file: URL, with content: [UInt8]) throws {
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(file) }
        defer { close(descriptor) }
        guard pwrite(descriptor, content, content.count, 0) == content.count else { throw failure(file) }
        guard lseek(descriptor, 0, SEEK_END) == content.count || ftruncate(descriptor, content.count) == 0 else { throw failure(file) }
    }

    /// Writes as much as an act and more, has the disk keep it, and leaves an empty file. A full disk is found here: what was room is taken anew each time,
    /// where a database may go on for a while in room that it took before.
    static func probe(in directory: URL) throws {
        let file = directory.appending(path: ".room")
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(file) }
        defer { close(descriptor) }
        let content = [UInt8](repeating: 0x5A, count: 64 * 1024)
        let hasRoom = pwrite(descriptor, content, content.count, 0) == content.count && fdatasync(descriptor) == 0
        // What a full disk took of it is given back.
        guard ftruncate(descriptor, 0) == 0, hasRoom else { throw failure(file) }
    }

    /// Makes an empty file that its owner alone can read.
    /// - Throws: `taken` when there is one of that name.
    static func reserve(_ file: URL, otherwise taken: any Error) throws {
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor < 0, errno == EEXIST { throw taken }
        guard descriptor >= 0 else { throw failure(file) }
        close(descriptor)
    }

    /// Gives a file its final name, which must be free.
    /// - Throws: `taken` when it is not.
    static func publish(_ part: URL, as file: URL, otherwise taken: any Error) throws {
        let linked = link(part.path, file.path)
        if linked != 0, errno == EEXIST { throw taken }
        guard linked == 0, unlink(part.path) == 0 else { throw failure(part) }
        try flush(directory: file.deletingLastPathComponent())
    }

    static func flush(_ file: URL) throws {
        let handle = try FileHandle(forUpdating: file)
        try handle.synchronize()
        try handle.close()
    }

    /// A new name is on the disk only once its directory is.
    static func flush(directory: URL) throws {
        let descriptor = open(directory.path, O_RDONLY | O_DIRECTORY)
        guard descriptor >= 0 else { throw failure(directory) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(directory) }
    }

    /// To be asked for right after what failed.
    static func failure(_ file: URL) -> FileFault { FileFault(path: file.path, code: errno) }
}
