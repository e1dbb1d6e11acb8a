package import Foundation
import SwiftASN1
import X509

/// The demo's identity cards (DESIGN §10): an authority, an authentication certificate for each person as DOMAIN §4.1 describes it, and the
/// certificate of the TLS port, as PEM files in the folder `demo-eid`. They prove nothing outside the demo.
package struct DemoCards: Sendable {
    /// Whom a card is for; the slug names its files.
    package typealias Holder = (ssin: String, givenNames: String, surname: String, slug: String)

    package struct Card: Hashable, Sendable {
        package let slug: String
        package let name: String
        package let ssin: String
        /// The certificate, in DER.
        package let certificate: [UInt8]
        package let certificateFile: URL
        package let keyFile: URL
    }

    package let folder: URL
    package let cards: [Card]

    package var authority: URL { folder.appending(path: "ca.pem") }
    package var serverCertificate: URL { folder.appending(path: "server.crt.pem") }
    package var serverKey: URL { folder.appending(path: "server.key.pem") }

    /// Opens `demo-eid` in `directory`, and makes what is missing there or no longer good at `now`.
    /// - Throws: `UnusableSlug`, or what the file system says.
    package static func open(in directory: URL, people: [Holder], at now: Date) throws -> DemoCards {
        let folder = directory.appending(path: "demo-eid")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let authority = try DemoAuthority.open(in: folder, at: now)
        _ = try authority.pair(.server, in: folder, at: now)
        var taken: Set<String> = ["ca", "server"]
        let cards = try people.map { holder in try card(of: holder, as: free(holder.slug, &taken), by: authority, in: folder, at: now) }
        return DemoCards(folder: folder, cards: cards)
    }

    private static func card(of holder: Holder, as slug: String, by authority: DemoAuthority, in folder: URL, at now: Date) throws -> Card {
        let purpose = DemoAuthority.Purpose.card(ssin: holder.ssin, givenNames: holder.givenNames, surname: holder.surname, slug: slug)
        let pair = try authority.pair(purpose, in: folder, at: now)
        var der = DER.Serializer()
        try der.serialize(pair.certificate)
        let files = PEMPair.files(slug, in: folder)
        return Card(
            slug: slug, name: "\(holder.givenNames) \(holder.surname)", ssin: holder.ssin, certificate: der.serializedBytes,
            certificateFile: files.certificate, keyFile: files.key)
    }

    /// The slug itself, or with a number when another person of that name has it.
    private static func free(_ slug: String, _ taken: inout Set<String>) throws -> String {
        guard !slug.isEmpty, slug.utf8.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) }) else {
            throw UnusableSlug(slug: slug)
        }
        var (candidate, number) = (slug, 1)
        while !taken.insert(candidate).inserted {
            number += 1
            candidate = "\(slug)-\(number)"
        }
        return candidate
    }

    /// A slug becomes a file name, so it holds only small letters, digits and hyphens.
    package struct UnusableSlug: Error, Hashable, Sendable {
        package let slug: String
    }
}
