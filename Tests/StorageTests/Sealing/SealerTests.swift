import Storage
import Testing

@Suite struct SealerTests {
    private let sealer = Sealer(.generate())

    @Test(arguments: ["79112399848", "", "Hélène 😀", String(repeating: "a", count: 10_000)])
    func `what was sealed opens`(text: String) throws {
        let sealed = try sealer.seal(text, purpose: "person.ssin")
        #expect(try sealer.open(sealed, purpose: "person.ssin") == text)
        #expect(sealed.count == text.utf8.count + 33)
    }

    @Test func `the same text seals differently each time`() throws {
        let sealed = Set(try (0..<50).map { _ in try sealer.seal("79112399848", purpose: "person.ssin") })
        #expect(sealed.count == 50)
    }

    @Test func `a change of any bit is found`() throws {
        let sealed = try sealer.seal("79112399848", purpose: "person.ssin")
        for index in sealed.indices {
            for bit in 0..<8 {
                var changed = sealed
                changed[index] ^= 1 << bit
                let expected: SealingFault = index == 0 ? .unknownVersion(changed[0]) : index < 5 ? .unknownKey : .tampered
                #expect(throws: expected) { try sealer.open(changed, purpose: "person.ssin") }
            }
        }
    }

    @Test func `a truncated or lengthened value does not open`() throws {
        let sealed = try sealer.seal("79112399848", purpose: "person.ssin")
        for count in sealed.indices {
            let expected: SealingFault = count < 33 ? .truncated : .tampered
            #expect(throws: expected) { try sealer.open(Array(sealed.prefix(count)), purpose: "person.ssin") }
        }
        #expect(throws: SealingFault.tampered) { try sealer.open(sealed + [0], purpose: "person.ssin") }
    }

    @Test func `a value sealed for one purpose does not open for another`() throws {
        let sealed = try sealer.seal("79112399848", purpose: "person.ssin")
        #expect(throws: SealingFault.tampered) { try sealer.open(sealed, purpose: "person.email") }
    }

    @Test func `another key opens nothing`() throws {
        let sealed = try sealer.seal("79112399848", purpose: "person.ssin")
        #expect(throws: SealingFault.unknownKey) { try Sealer(.generate()).open(sealed, purpose: "person.ssin") }
    }

    @Test func `after a rotation the old still opens and the new key seals`() throws {
        let (old, new) = (SealingKey.generate(), SealingKey.generate())
        let before = Sealer(old)
        let rotated = try Sealer([new, old])
        let sealed = try before.seal("79112399848", purpose: "person.ssin")
        #expect(try rotated.open(sealed, purpose: "person.ssin") == "79112399848")
        #expect(rotated.needsSealing(sealed))
        let again = try rotated.seal("79112399848", purpose: "person.ssin")
        #expect(!rotated.needsSealing(again))
        #expect(throws: SealingFault.unknownKey) { try before.open(again, purpose: "person.ssin") }
        #expect(rotated.lookups("79112399848", purpose: "person.ssin") == [rotated, before].map { $0.lookup("79112399848", purpose: "person.ssin") })
    }

    @Test func `a lookup is the same each time, and differs by key, purpose and text`() {
        let lookups = [
            sealer.lookup("79112399848", purpose: "person.ssin"), sealer.lookup("79112399849", purpose: "person.ssin"),
            sealer.lookup("79112399848", purpose: "person.email"), Sealer(.generate()).lookup("79112399848", purpose: "person.ssin"),
            sealer.lookup("n79112399848", purpose: "person.ssi"),
        ]
        #expect(Set(lookups).count == lookups.count)
        #expect(lookups.allSatisfy { $0.count == 32 })
        #expect(lookups[0] == sealer.lookup("79112399848", purpose: "person.ssin"))
    }

    /// Computed by another implementation of HKDF, HMAC and AES-GCM: what is in a database must be found and opened by every later version.
    @Test func `the lookup and the layout of a known key stay what they are`() throws {
        let known = Sealer(try SealingKey(bytes: Array(0..<32)))
        #expect(
            hexadecimal(known.lookup("79112399848", purpose: "person.ssin")) == "5459b10fc9053fc2d757f2474d7b5eb18360cab5e66d98598f870026fc717a94")
        let sealed = bytes("0158c34c5a000102030405060708090a0b0ac13b10326ec63090f989da601374aada7b21d9b166c385dac7c7")
        #expect(try known.open(sealed, purpose: "person.ssin") == "79112399848")
    }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}

private func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}
