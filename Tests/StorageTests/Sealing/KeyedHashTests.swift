import Crypto
import Foundation
import Testing

@testable import Storage

@Suite struct KeyedHashTests {
    @Test(arguments: [0, 1, 16, 55, 56, 64, 200]) func `a keyed hash is HMAC-SHA256`(length: Int) {
        let text = (0..<length).map { UInt8($0) }
        for size in [1, 16, 32, 64] {
            let key = SymmetricKey(data: (0..<size).map { UInt8($0 + 7) })
            let hash = KeyedHash(key)
            let expected = Array(HMAC<SHA256>.authenticationCode(for: text, using: key))
            // The state it begins with is not used up.
            for _ in 0..<2 { #expect(hash.code(of: text) == expected) }
        }
    }
}
