import Rules
import Testing

@Suite struct EmailAddressTests {
    @Test(arguments: [
        "claire.fontaine@example.com", "Sofie+Dimona@delinde.example", "o'brien@example.be", "ingrid@vennbahn-logistik.example",
        "info@café.example",
        "info@xn--caf-dma.example", "hélène@example.com", "a@b.be", "x@1.2.example", "почта@пример.example",
    ])
    func `these are addresses, kept as typed`(text: String) throws { #expect(try EmailAddress("  \(text) ").text == text) }

    @Test(arguments: [
        ("", "empty"), ("claire", "emailShape"), ("claire@", "emailShape"), ("@example.com", "emailShape"), ("claire@@example.com", "emailShape"),
        ("a@b@example.com", "emailShape"),
        ("claire@localhost", "emailShape"), ("claire@example.", "emailShape"), ("claire@.com", "emailShape"),
        ("claire@exa..mple.com", "emailShape"),
        ("claire@-example.com", "emailShape"),
        ("claire@example-.com", "emailShape"), ("claire@127.0.0.1", "emailShape"), ("claire@[127.0.0.1]", "emailShape"),
        ("claire@exam ple.com", "emailShape"),
        (".claire@example.com", "emailShape"),
        ("claire.@example.com", "emailShape"), ("cl..aire@example.com", "emailShape"), ("claire fontaine@example.com", "emailShape"),
        ("<claire@example.com>", "emailShape"), ("claire,marc@example.com", "emailShape"),
        ("\"claire\"@example.com", "emailShape"),
        ("claire@example.com\r\nBcc: x@example.com", "forbiddenCharacter"), ("cla\u{0}ire@example.com", "forbiddenCharacter"),
        ("claire@exam\u{202E}ple.com", "forbiddenCharacter"), ("claire🗝️@example.com", "emailShape"),
        (String(repeating: "a", count: 65) + "@example.com", "emailShape"), ("a@" + String(repeating: "b", count: 64) + ".be", "emailShape"),
    ])
    func `these are not`(text: String, reason: String) { #expect(Refused.code { try EmailAddress(text) } == reason) }

    @Test func `254 is the longest`() throws {
        let label = String(repeating: "b", count: 61)
        let longest = String(repeating: "a", count: 64) + "@" + [label, label, label].joined(separator: ".") + ".ab"
        #expect(longest.utf8.count == 253)
        #expect(try EmailAddress(longest + "c").text.utf8.count == 254)
        #expect(Refused.code { try EmailAddress(longest + "cd") } == "tooLong")
    }

    @Test func `printed by chance, it does not tell the address`() throws { #expect("\(try EmailAddress("claire@example.com"))" == "c***@***") }
}
