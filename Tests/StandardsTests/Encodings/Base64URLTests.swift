import Standards
import Testing

@Suite struct Base64URLTests {
    /// RFC 4648 §10, without padding; and the two letters that differ from base64.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
        ("\u{3FF}\u{3BF}", "z7_Ovw"),
    ])
    func `bytes are written and read again`(text: String, encoded: String) {
        #expect(Base64URL.text(of: text.utf8) == encoded)
        #expect(Base64URL.bytes(in: encoded) == Array(text.utf8))
    }

    @Test func `the last letters of the alphabet may stand in an address`() {
        #expect(Base64URL.text(of: [0xFB, 0xEF, 0xFF]) == "--__")
        #expect(Base64URL.bytes(in: "--__") == [0xFB, 0xEF, 0xFF])
    }

    @Test(arguments: ["++//", "Zg==", "Z", "Zm9v\n", "Zm 9v", "Zm9\u{E9}"]) func `another alphabet, padding and what is none are refused`(
        text: String
    ) {
        #expect(Base64URL.bytes(in: text) == nil)
    }
}
