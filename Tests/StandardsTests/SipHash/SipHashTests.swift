import Standards
import Testing

@Suite struct SipHashTests {
    private let hash = SipHash(key: (low: 0x0706_0504_0302_0100, high: 0x0f0e_0d0c_0b0a_0908))

    /// The key 00…0f and the message 00…: the reference implementation's vectors, as OpenSSL 3 gives them (`openssl mac -macopt size:16 SIPHASH`).
    @Test(arguments: [
        (0, "A3817F04BA25A8E66DF67214C7550293"), (1, "DA87C1D86B99AF44347659119B22FC45"), (7, "A1F1EBBED8DBC153C0B84AA61FF08239"),
        (8, "3B62A9BA6258F5610F83E264F31497B4"), (9, "264499060AD9BAABC47F8B02BB6D71ED"), (15, "5493E99933B0A8117E08EC0F97CFC3D9"),
        (16, "6EE2A4CA67B054BBFD3315BF85230577"), (40, "DF6A301E95C95DAD97AE0CC8C6913BD8"), (63, "5150D1772F50834A503E069A973FBD7C"),
    ]) func `the reference vectors`(count: Int, expected: String) {
        #expect(hexadecimal(hash.finished(with: (0..<count).map { UInt8($0) })) == expected)
    }

    @Test func `words are eight bytes, the least first`() {
        var words = hash
        words.add(0x0706_0504_0302_0100)
        words.add(0x0f0e_0d0c_0b0a_0908)
        #expect(words.finished() == hash.finished(with: (0..<16).map { UInt8($0) }))
        #expect(words.finished(with: [16, 17]) == hash.finished(with: (0..<18).map { UInt8($0) }))
    }

    private func hexadecimal(_ value: UInt128) -> String {
        (0..<16).map { place in
            let byte = UInt8(truncatingIfNeeded: value >> (8 * place))
            return (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
