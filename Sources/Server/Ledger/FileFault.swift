package import Foundation

/// A file or directory that could not be read or written: which, why, and what helps.
package struct FileFault: Error, Hashable, CustomStringConvertible {
    package let path: String
    /// As `errno` has it; 0 when the system did not say.
    package let code: Int32

    package init(path: String, code: Int32) {
        self.path = path
        self.code = code
    }

    /// What Foundation says of a file.
    package init(_ error: CocoaError) {
        let underlying = (error.userInfo[NSUnderlyingErrorKey] as? POSIXError)?.code.rawValue
        self.init(path: error.filePath ?? "A file", code: underlying ?? Self.code(error.code))
    }

    private static func code(_ code: CocoaError.Code) -> Int32 {
        switch code {
        case .fileNoSuchFile, .fileReadNoSuchFile: ENOENT
        case .fileReadNoPermission, .fileWriteNoPermission: EACCES
        case .fileWriteOutOfSpace: ENOSPC
        case .fileWriteVolumeReadOnly: EROFS
        case .fileWriteFileExists: EEXIST
        case .fileReadInapplicableStringEncoding, .fileReadCorruptFile: EILSEQ
        default: 0
        }
    }

    package var description: String {
        switch code {
        case ENOENT where !FileManager.default.fileExists(atPath: URL(filePath: path).deletingLastPathComponent().path):
            "\(path) has no directory yet: make it, or name another."
        case ENOENT: "\(path) is not there."
        case EACCES, EPERM: "\(path) may not be opened by this account. Run the command as the account that owns it."
        case ENOSPC, EDQUOT: "\(path) could not be written: the disk is full."
        case EROFS: "\(path) is on a file system that cannot be written."
        case EEXIST: "\(path) is there already."
        case ENOTDIR: "A part of \(path) is a file and no directory."
        case EISDIR: "\(path) is a directory, not a file."
        case EMFILE, ENFILE: "\(path) could not be opened: too many files are open. Raise the limit (ulimit -n)."
        case EILSEQ: "\(path) is not a file of text."
        case 0: "\(path) could not be read or written."
        default: "\(path) could not be read or written: \(String(cString: strerror(code)))."
        }
    }
}
