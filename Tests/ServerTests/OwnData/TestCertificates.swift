import Crypto
import Foundation
import HTTPTypes
import NIOCore
import Rules
import Sample
import Storage
import SwiftASN1
import X509

@testable import Server
@testable import Standards

/// Certificates that somebody might register.
enum TestCertificates {
    static func der(_ owner: String = "Fatima El Amrani", from start: Date, until end: Date, serial: [UInt8] = [0x12, 0x34]) throws -> [UInt8] {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let subject = try DistinguishedName {
            CommonName(owner)
            OrganizationName("Zorghuis De Linde vzw")
        }
        let issuer = try DistinguishedName { CommonName("Test Issuing CA") }
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(bytes: serial[...]), publicKey: key.publicKey, notValidBefore: start, notValidAfter: end,
            issuer: issuer,
            subject: subject, extensions: Certificate.Extensions {}, issuerPrivateKey: key)
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return serializer.serializedBytes
    }

    static func pem(_ der: [UInt8]) -> [UInt8] { Array(PEMDocument(type: "CERTIFICATE", derBytes: der).pemString.utf8) + [0x0A] }

    static let day: TimeInterval = 86_400
}

extension TestHouse {
    /// A certificate that ends in so many days.
    func certificate(_ owner: String = "Fatima El Amrani", days: Double = 400) throws -> [UInt8] {
        try TestCertificates.der(owner, from: clock.now - TestCertificates.day, until: clock.now + days * TestCertificates.day)
    }

    /// Kept as its owner would.
    func keepCertificate(_ der: [UInt8], of person: Person) async throws {
        let (file, now, id) = (try CertificateFile(der, at: clock.now), clock.now, person.id)
        try await house.write { tx in try tx.save(certificate: file, of: id, at: now) }
    }

    func ownCertificate(of person: Person) async throws -> OwnCertificate? { try await house.read { tx in try tx.ownCertificate(of: person.id) } }
}

extension Browser {
    static let certificatePath = "/me/certificate"

    /// Chooses a file and sends it.
    func load(_ bytes: [UInt8], named name: String = "certificate.cer", _ fields: [(String, String)] = [], query: String = "") async throws -> Page {
        try await upload("\(Self.certificatePath)\(query)", fields, file: (field: "certificateFile", name: name, bytes: bytes))
    }

    /// Confirms what a page showed.
    func confirm(_ page: Page) async throws -> Page { try await upload(Self.certificatePath, page.hidden, file: nil) }
}
