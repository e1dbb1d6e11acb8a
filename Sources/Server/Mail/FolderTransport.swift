package import Foundation

/// Puts each message in a folder, as `ID.eml`, readable by its owner only: for the demo, where nobody has a mailbox.
package struct FolderTransport: MailTransport {
    package let folder: URL

    package init(folder: URL) { self.folder = folder }

    package func send(_ message: MailMessage) async throws {
        let files = FileManager.default
        try files.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let file = folder.appending(path: "\(message.id).eml")
        try Data(message.text.utf8).write(to: file, options: .atomic)
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }
}
