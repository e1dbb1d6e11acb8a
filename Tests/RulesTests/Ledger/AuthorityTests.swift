import Rules
import Testing

@Suite struct AuthorityTests {
    @Test(arguments: [Authority.function(.init(rawValue: 31)), .assignment(.init(rawValue: 32)), .oneself, .installation])
    func `an authority comes back from its kind and key`(authority: Authority) {
        #expect(Authority(kind: authority.kind, key: authority.key) == authority)
    }

    @Test func `a key too many, a key too few or an unknown kind is no authority`() {
        #expect(Authority(kind: "function", key: nil) == nil)
        #expect(Authority(kind: "assignment", key: nil) == nil)
        #expect(Authority(kind: "oneself", key: 1) == nil)
        #expect(Authority(kind: "installation", key: 1) == nil)
        #expect(Authority(kind: "crown", key: 1) == nil)
    }
}
