import Foundation
import SwiftASN1
import X509

/// A certificate and its private key, each in a PEM file.
struct PEMPair {
    typealias Files = (certificate: URL, key: URL)

    let certificate: Certificate
    let key: Certificate.PrivateKey

    init(certificate: Certificate, key: Certificate.PrivateKey) {
        self.certificate = certificate
        self.key = key
    }

    /// Nil when either file is missing or cannot be read as what it should be.
    init?(_ files: Files) {
        guard let certificate = try? Certificate(pemEncoded: String(contentsOf: files.certificate, encoding: .utf8)),
            let key = try? Certificate.PrivateKey(pemEncoded: String(contentsOf: files.key, encoding: .utf8))
        else { return nil }
        self.init(certificate: certificate, key: key)
    }

    static func files(_ slug: String, in folder: URL) -> Files {
        (folder.appending(path: "\(slug).crt.pem"), folder.appending(path: "\(slug).key.pem"))
    }

    /// Whether the two belong together, and still do for `time` after `now`.
    func isGood(for time: TimeInterval, at now: Date) -> Bool {
        key.publicKey == certificate.publicKey && certificate.notValidBefore <= now && certificate.notValidAfter >= now + time
    }

    func isSigned(by issuer: Certificate.PublicKey) -> Bool {
        issuer.isValidSignature(certificate.signature, for: certificate)
    }

    /// Writes the key first: if the certificate then fails to be written, the pair does not fit and is made anew the next time.
    func write(to files: Files) throws {
        try Self.write(key.serializeAsPEM().pemString, to: files.key, permissions: 0o600)
        try Self.write(certificate.serializeAsPEM().pemString, to: files.certificate, permissions: 0o644)
    }

    /// The permissions are set while the file is still empty, so that a key is never readable by others.
    private static func write(_ text: String, to file: URL, permissions: Int) throws {
        if FileManager.default.fileExists(atPath: file.path) { try FileManager.default.removeItem(at: file) }
        guard FileManager.default.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: permissions]) else {
            throw DurableFile.failure(file)
        }
        let handle = try FileHandle(forWritingTo: file)
        try handle.write(contentsOf: Data((text + "\n").utf8))
        try handle.close()
    }
}
