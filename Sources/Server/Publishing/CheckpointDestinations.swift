package import Crypto
package import Foundation
package import Rules
package import Standards

/// Where checkpoints go besides the folder of their own, so that they are out of reach of whoever can write here.
package struct CheckpointDestinations: Sendable {
    /// A second folder.
    package var folder: URL?
    package var witnesses: [WitnessAddress] = []
    package var mail: EmailAddress?
    /// How often; a minute at least.
    package var interval = Duration.seconds(300)

    package init() {}

    package var isEmpty: Bool { folder == nil && witnesses.isEmpty && mail == nil }

    /// The second folder is there. It is not made: what it should be on may not be mounted, and copies would stay on this machine.
    /// - Throws: `MissingFolder`.
    func requireFolder() throws(MissingFolder) {
        guard let folder else { return }
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isDirectory), isDirectory.boolValue else {
            throw MissingFolder(path: folder.path)
        }
    }

    /// The file in the second folder, named for the log: several installations may share the folder.
    package func copy(of key: Curve25519.Signing.PublicKey) -> URL? {
        folder?.appending(path: LogIdentity.origin(of: key).replacing("/", with: "-"))
    }
}

/// The second folder for checkpoints is not there.
package struct MissingFolder: Error, Hashable, CustomStringConvertible {
    package let path: String
    package var description: String {
        "checkpoints.folder: \(path) is not a directory. Mount what it is on, or make it: it is not made here, so that no copy stays on this machine "
            + "unnoticed."
    }
}

/// A witness: where it is asked, and the key that verifies what it answers.
package struct WitnessAddress: Sendable {
    /// As C2SP tlog-witness calls it, the submission prefix.
    package let url: String
    package let key: NoteKey
    let request: HTTPPost

    /// Nil unless `text` is an address and a cosigner's key (C2SP signed-note), with a space between.
    package init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 2, let key = NoteKey(text: String(words[1])), key.kind == .cosignature else { return nil }
        let url = words[0].hasSuffix("/") ? String(words[0].dropLast()) : String(words[0])
        guard let request = HTTPPost(url + AddCheckpointRequest.path) else { return nil }
        (self.url, self.key, self.request) = (url, key, request)
    }
}
