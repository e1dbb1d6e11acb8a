import Testing

@testable import Web

@Suite struct VisitorAddressTests {
    private let proxies: Set<String> = ["192.0.2.10", "192.0.2.11"]

    @Test func `on the card port a proxy passes TLS unopened, and what stands in it is the visitor's own`() {
        #expect(VisitorAddress.of("192.0.2.10", at: .cards, forwardedFor: ["198.51.100.1"], proxies: proxies) == "192.0.2.10")
        #expect(VisitorAddress.of("192.0.2.10", at: .plain, forwardedFor: ["198.51.100.1"], proxies: proxies) == "198.51.100.1")
    }

    @Test func `whoever comes without a proxy is who they are, whatever they say`() {
        #expect(VisitorAddress.of("203.0.113.5", at: .proxied, forwardedFor: ["198.51.100.1"], proxies: proxies) == "203.0.113.5")
        #expect(VisitorAddress.of("203.0.113.5", at: .proxied, forwardedFor: ["192.0.2.10, 198.51.100.1"], proxies: proxies) == "203.0.113.5")
    }

    @Test func `of what a proxy passes on only what our own added is believed`() {
        #expect(VisitorAddress.of("192.0.2.10", at: .proxied, forwardedFor: ["198.51.100.1, 203.0.113.5"], proxies: proxies) == "203.0.113.5")
        #expect(
            VisitorAddress.of("192.0.2.10", at: .proxied, forwardedFor: ["198.51.100.1", "203.0.113.5,192.0.2.11"], proxies: proxies) == "203.0.113.5"
        )
        #expect(
            VisitorAddress.of("::ffff:192.0.2.10", at: .proxied, forwardedFor: ["2001:db8:1:2:3:4:5:6"], proxies: proxies) == "2001:db8:1:2:3:4:5:6")
    }

    @Test func `an address is the same however it is written`() {
        #expect(VisitorAddress.canonical("2001:DB8:0:0::1") == "2001:db8::1")
        #expect(VisitorAddress.canonical("::ffff:192.0.2.10") == "192.0.2.10")
        #expect(VisitorAddress.canonical("proxy.example.org") == nil)
        #expect(VisitorAddress.of("2001:db8::1", at: .proxied, forwardedFor: ["2001:DB8:9::1"], proxies: ["2001:db8::1"]) == "2001:db8:9::1")
    }

    @Test(arguments: [[], [""], ["unknown"], ["203.0.113.5:1234"], ["<script>"], [",,"]])
    func `a proxy that does not say whom it speaks for speaks for itself`(told: [String]) {
        #expect(VisitorAddress.of("192.0.2.10", at: .proxied, forwardedFor: told, proxies: proxies) == "192.0.2.10")
    }

    @Test func `a subscriber has one address, or a network of them`() {
        #expect(VisitorAddress.subscriber("203.0.113.5") == VisitorAddress.subscriber("::ffff:203.0.113.5"))
        #expect(VisitorAddress.subscriber("203.0.113.5") != VisitorAddress.subscriber("203.0.113.6"))
        #expect(VisitorAddress.subscriber("2001:db8:1:2:3:4:5:6") == VisitorAddress.subscriber("2001:db8:1:2::1"))
        #expect(VisitorAddress.subscriber("2001:db8:1:2::1") != VisitorAddress.subscriber("2001:db8:1:3::1"))
        #expect(VisitorAddress.subscriber("unknown") == "unknown")
    }
}
