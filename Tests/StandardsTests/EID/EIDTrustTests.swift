import Foundation
import Standards
import SwiftASN1
import Testing
import X509

@Suite struct EIDTrustTests {
    let root: CardMaker
    let citizens: CardMaker
    let trust: EIDTrust

    init() throws {
        root = try CardMaker("Belgium Root CA of the tests")
        citizens = try CardMaker("Citizen CA of the tests", issuer: root)
        trust = EIDTrust(roots: [root.certificate], intermediates: [citizens.certificate])
    }

    /// Reads the certificate as a server does, from its bytes; nil when it is believed.
    func refusal(of certificate: Certificate, by trust: EIDTrust? = nil, at instant: Date = CardMaker.now) async throws -> EIDRefusal? {
        let der = try certificate.der
        do throws(EIDRefusal) {
            _ = try await (trust ?? self.trust).identity(in: EIDCertificate(der: der), at: instant)
            return nil
        } catch {
            return error
        }
    }

    func refusal(of card: CardMaker.Card) async throws -> EIDRefusal? { try await refusal(of: citizens.issue(card)) }

    @Test func `a good card says whose it is, in DER and in PEM`() async throws {
        let sofie = EIDIdentity(surname: "Peeters", givenNames: "Sofie", serialNumber: "79112399848", country: "BE")
        let certificate = try citizens.issue()
        #expect(try await trust.identity(in: EIDCertificate(der: certificate.der), at: CardMaker.now) == sofie)
        #expect(try await trust.identity(in: EIDCertificate(pem: certificate.serializeAsPEM().pemString), at: CardMaker.now) == sofie)
    }

    @Test func `an older card with an RSA key, under an RSA authority, is as good`() async throws {
        let root = try CardMaker("Belgium Root CA with RSA", key: CardMaker.newRSAKey())
        let card = CardMaker.Card(surname: "El Amrani", givenNames: "Fatima", numbers: ["88081699838"], key: try CardMaker.newRSAKey())
        let trust = EIDTrust(roots: [root.certificate])
        let identity = try await trust.identity(in: EIDCertificate(root.issue(card)), at: CardMaker.now)
        #expect(identity == EIDIdentity(surname: "El Amrani", givenNames: "Fatima", serialNumber: "88081699838", country: "BE"))
    }

    @Test func `a person without given names is a person`() async throws {
        let card = CardMaker.Card(givenNames: nil)
        #expect(try await trust.identity(in: EIDCertificate(citizens.issue(card)), at: CardMaker.now).givenNames == "")
    }

    @Test func `a person whose only name the card calls a given name is a person`() async throws {
        let identity = try await trust.identity(in: EIDCertificate(citizens.issue(CardMaker.Card(surname: nil))), at: CardMaker.now)
        #expect(identity.surname == "" && identity.givenNames == "Sofie")
    }

    @Test func `a card is good from its first second to its last`() async throws {
        let certificate = try citizens.issue()
        let (start, end) = (CardMaker.now - CardMaker.year, CardMaker.now + CardMaker.year)
        #expect(try await refusal(of: certificate, at: start) == nil)
        #expect(try await refusal(of: certificate, at: end) == nil)
        #expect(try await refusal(of: certificate, at: start - 1) == .notYetValid)
        #expect(try await refusal(of: certificate, at: end + 1) == .expired)
    }

    @Test func `another authority's card is not believed`() async throws {
        let other = try CardMaker("Another CA")
        #expect(try await refusal(of: other.issue()) == .unknownIssuer)
    }

    @Test func `an impostor with the names of the authority is found out`() async throws {
        let impostor = try CardMaker("Citizen CA of the tests")
        #expect(try await refusal(of: impostor.issue()) == .badSignature)
        let impostorOfRoot = try CardMaker("Belgium Root CA of the tests")
        #expect(try await refusal(of: impostorOfRoot.issue()) == .badSignature)
    }

    @Test func `a card that signed itself is not believed`() async throws {
        let card = CardMaker.Card()
        let good = try citizens.issue(card)
        for issuer in [good.subject, good.issuer] {
            let forged = try Certificate(
                version: .v3, serialNumber: good.serialNumber, publicKey: good.publicKey, notValidBefore: good.notValidBefore,
                notValidAfter: good.notValidAfter, issuer: issuer, subject: good.subject, extensions: good.extensions, issuerPrivateKey: card.key)
            #expect(try await refusal(of: forged) == (issuer == good.subject ? .unknownIssuer : .badSignature))
        }
    }

    @Test func `a card does not issue cards`() async throws {
        let holder = try CardMaker("Sofie Peeters (Authentication)", issuer: citizens, isAuthority: false)
        let trust = EIDTrust(roots: [root.certificate], intermediates: [citizens.certificate, holder.certificate])
        #expect(try await refusal(of: holder.issue(), by: trust) == .issuerNotTrusted)
    }

    @Test func `without the intermediate, or without its root, there is no chain`() async throws {
        let certificate = try citizens.issue()
        #expect(try await refusal(of: certificate, by: EIDTrust(roots: [root.certificate])) == .unknownIssuer)
        #expect(try await refusal(of: certificate, by: EIDTrust(roots: [], intermediates: [citizens.certificate])) == .issuerNotTrusted)
        #expect(try await refusal(of: certificate, by: EIDTrust(roots: [])) == .unknownIssuer)
    }

    @Test func `an authority that has ended vouches no more`() async throws {
        let ended = try CardMaker("Citizen CA that ended", issuer: root, to: CardMaker.now - 1)
        let trust = EIDTrust(roots: [root.certificate], intermediates: [ended.certificate])
        #expect(try await refusal(of: ended.issue(), by: trust) == .issuerNotTrusted)
        #expect(try await refusal(of: ended.issue(), by: trust, at: CardMaker.now - 2) == nil)
    }

    @Test func `a key for signing documents does not sign in`() async throws {
        #expect(try await refusal(of: CardMaker.Card(usage: KeyUsage(nonRepudiation: true))) == .wrongKeyUsage)
        #expect(try await refusal(of: CardMaker.Card(usage: nil)) == .wrongKeyUsage)
    }

    @Test func `a certificate for something else than client authentication does not sign in`() async throws {
        for purposes: [ExtendedKeyUsage.Usage]? in [nil, [.serverAuth], [.any], [.emailProtection]] {
            #expect(try await refusal(of: CardMaker.Card(purposes: purposes)) == .notForAuthentication)
        }
        #expect(try await refusal(of: CardMaker.Card(purposes: [.emailProtection, .clientAuth])) == nil)
        #expect(try await refusal(of: CardMaker.Card(purposesAreCritical: true)) == nil)
    }

    @Test func `a critical extension nobody here knows is not overlooked`() async throws {
        let oid: ASN1ObjectIdentifier = [2, 16, 56, 99]
        for critical in [true, false] {
            let further = Certificate.Extension(oid: oid, critical: critical, value: [0x05, 0x00])
            #expect(try await refusal(of: CardMaker.Card(further: [further])) == (critical ? .unknownRestriction : nil))
        }
    }

    @Test(arguments: [[], ["7911239984"], ["791123998481"], ["7911239984x"], ["PNOBE-79112399848"], ["79112399848", "85050999768"]])
    func `a national number is eleven digits, and one`(numbers: [String]) async throws {
        #expect(try await refusal(of: CardMaker.Card(numbers: numbers)) == .noNationalNumber)
    }

    @Test func `authorities and machines are not persons`() async throws {
        #expect(try await refusal(of: CardMaker.Card(surname: nil, givenNames: nil)) == .notAPersonCard)
        #expect(try await refusal(of: CardMaker.Card(country: nil)) == .notAPersonCard)
        #expect(try await refusal(of: root.certificate) == .notAPersonCard)
        let authority = try Certificate.Extension(BasicConstraints.isCertificateAuthority(maxPathLength: nil), critical: true)
        #expect(try await refusal(of: CardMaker.Card(further: [authority])) == .notAPersonCard)
    }

    @Test func `the holder learns first what another card would mend`() async throws {
        let other = try CardMaker("Another CA")
        let card = CardMaker.Card(usage: nil, purposes: nil, end: CardMaker.now - 1)
        #expect(try await refusal(of: other.issue(card)) == .wrongKeyUsage)
        #expect(try await refusal(of: other.issue(CardMaker.Card(end: CardMaker.now - 1))) == .unknownIssuer)
    }

    @Test func `trust is read from a file of certificates`() async throws {
        let pem = try [root, citizens].map { try $0.certificate.serializeAsPEM().pemString }.joined(separator: "\n")
        let trust = try EIDTrust(pem: "# authorities\n" + pem)
        #expect(trust.roots == [root.certificate])
        #expect(trust.intermediates == [citizens.certificate])
        #expect(try await refusal(of: citizens.issue(), by: trust) == nil)
        #expect(throws: (any Error).self) { try EIDTrust(pem: pem.replacingOccurrences(of: "M", with: "!")) }
    }
}
