import Foundation
import Standards
import SwiftASN1
import Testing
import X509

@Suite struct EIDCertificateTests {
    let authority: CardMaker
    let good: [UInt8]

    init() throws {
        authority = try CardMaker("Citizen CA of the tests")
        good = try authority.issue().der
    }

    func refusal(of der: some Collection<UInt8>) async -> EIDRefusal? {
        do throws(EIDRefusal) {
            _ = try await EIDTrust(roots: [authority.certificate]).identity(in: EIDCertificate(der: der), at: CardMaker.now)
            return nil
        } catch {
            return error
        }
    }

    @Test func `every beginning of a card is no certificate`() async {
        #expect(await refusal(of: good) == nil)
        for length in good.indices { #expect(await refusal(of: good.prefix(length)) == .notACertificate) }
    }

    @Test func `a card whose names no writing has is none, and is compared with nothing`() async throws {
        let heavy = "a" + String(repeating: "\u{301}\u{327}", count: 1500)
        var card = CardMaker.Card()
        card.surname = heavy
        #expect(await refusal(of: try authority.issue(card).der) == .notACertificate)
        #expect(await refusal(of: try CardMaker(heavy).issue().der) == .notACertificate)
    }

    @Test func `a card with anything after it is no certificate`() async {
        #expect(await refusal(of: good + [0]) == .notACertificate)
        #expect(await refusal(of: good + good) == .notACertificate)
    }

    @Test func `a card with one bit changed is refused`() async {
        for position in good.indices {
            var changed = good
            changed[position] ^= 1 << (position % 8)
            #expect(await refusal(of: changed) != nil, "byte \(position)")
        }
    }

    @Test func `a signature that claims unused bits is refused, whatever its last bits are`() async throws {
        // Some signatures end in a 0 bit and some in a 1; a dozen cards hold both kinds.
        for _ in 0..<12 {
            let card = try authority.issue().der
            for position in card.indices.dropFirst(card.count - 120) where card[position] == 0 && card[position - 1] < 0x80 {
                var changed = card
                changed[position] = 1
                #expect(await refusal(of: changed) != nil, "byte \(position)")
            }
        }
    }

    @Test(arguments: [0, 1, 100, 9_999, 10_001, 1_000_000]) func `garbage of any length is no certificate`(length: Int) async {
        var generator = SystemRandomNumberGenerator()
        let garbage = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
        #expect(await refusal(of: garbage) == .notACertificate)
        #expect(await refusal(of: [0x30, 0x83, 0x0F, 0x42, 0x3B] + garbage) == .notACertificate)
    }

    @Test func `a certificate longer than any card's is not read`() throws {
        let padding = Certificate.Extension(oid: [2, 16, 56, 99], critical: false, value: ArraySlice([UInt8](repeating: 0, count: 10_000)))
        let long = try authority.issue(CardMaker.Card(further: [padding]))
        #expect(throws: EIDRefusal.notACertificate) { try EIDCertificate(der: long.der) }
    }

    @Test(arguments: ["", "nonsense", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"]) func `text that is no PEM is no certificate`(
        text: String
    ) {
        #expect(throws: EIDRefusal.notACertificate) { try EIDCertificate(pem: text) }
    }

    @Test func `a key is no certificate, and a megabyte of text neither`() throws {
        let key = try authority.key.serializeAsPEM().pemString
        #expect(throws: EIDRefusal.notACertificate) { try EIDCertificate(pem: key) }
        let pem = try authority.issue().serializeAsPEM().pemString
        #expect(throws: EIDRefusal.notACertificate) { try EIDCertificate(pem: pem + String(repeating: "\n", count: 1_000_000)) }
    }

    @Test func `a certificate of version 1 cannot say what its key is for`() throws {
        let old = try authority.issue(CardMaker.Card(version: .v1))
        #expect(throws: EIDRefusal.notACertificate) { try EIDCertificate(old) }
    }

    @Test func `every refusal has a code of its own`() {
        #expect(Set(EIDRefusal.allCases.map(\.rawValue)).count == 11)
    }
}
