import Foundation

/// A file of sealing keys, one a line in base64, the newest first. Empty lines and lines starting with `#` are skipped.
package enum SealingKeyFile {
    package static func read(_ path: String) throws(SealingFault) -> [SealingKey] {
        guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8) else {
            throw .unreadableKeyFile(path: path)
        }
        var keys: [SealingKey] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmingCharacters(in: .whitespaces)
            if !line.isEmpty && !line.hasPrefix("#") { keys.append(try SealingKey(base64: line)) }
        }
        guard !keys.isEmpty else { throw .invalidKey }
        return keys
    }

    /// Writes a new file that only its owner reads; never over an existing one.
    package static func create(_ key: SealingKey, at path: String) throws(SealingFault) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw .unwritableKeyFile(path: path) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try file.write(contentsOf: Data((key.base64 + "\n").utf8))
            try file.synchronize()
        } catch {
            throw .unwritableKeyFile(path: path)
        }
    }
}
