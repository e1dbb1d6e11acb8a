import Foundation
import NIOCore
import Standards
import Web

/// What came to the page of one's own certificate: a file; or one that was shown before, to be confirmed or shown again in another language.
struct CertificateUpload: Sendable {
    /// Nil where no file was chosen.
    let file: CertificateFile?
    /// The mark of the certificate that was shown as the one to be replaced.
    let former: String?
    let isConfirmed: Bool

    /// The most that is read, and passed over when it is too long, so that it can be said beside the field.
    static let limits = UploadLimits(total: 1 << 20, parts: 6)

    /// Nothing of a file is kept but its certificate.
    /// - Throws: `Invalid`
    init(_ visit: Visit) async throws {
        let upload = try visit.upload()
        var (bytes, former, isConfirmed): ([UInt8], String?, Bool) = ([], nil, false)
        while let part = try await upload.next() {
            switch (part.name, part.filename) {
            case ("certificateFile", .some): bytes = try await Self.file(upload)
            case ("shown", nil): bytes = Base64URL.bytes(in: try await upload.text(upTo: 2 * CertificateFile.maximumLength)) ?? []
            case ("former", nil): former = try await upload.text()
            case ("confirmed", nil): isConfirmed = try await upload.text() == "yes"
            default: break
            }
        }
        (self.former, self.isConfirmed) = (former.flatMap { $0.isEmpty ? nil : $0 }, isConfirmed)
        guard !bytes.isEmpty else {
            file = nil
            return
        }
        do throws(CertificateRefusal) { file = try CertificateFile(bytes, at: visit.now) } catch {
            throw Invalid(.init("certificateFile", "certificate.\(error.rawValue)"))
        }
    }

    /// One byte more than a certificate may have, at most; the rest is passed over.
    private static func file(_ upload: Upload) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let buffer = try await upload.read() {
            bytes += buffer.readableBytesView.prefix(CertificateFile.maximumLength + 1 - bytes.count)
        }
        return bytes
    }
}
