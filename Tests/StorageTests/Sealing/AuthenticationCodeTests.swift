import Storage
import Testing

@Suite struct AuthenticationCodeTests {
    private let sealer = Sealer(.generate())
    private let row: [Value] = [.integer(7), .text("alice"), .null, .bytes([1, 2])]

    @Test func `a code admits the values it was made of, for its purpose alone`() {
        let code = sealer.code(of: row, purpose: "accounts")
        #expect(sealer.isCode(code, of: row, purpose: "accounts"))
        #expect(!sealer.isCode(code, of: row, purpose: "people"))
    }

    @Test(
        arguments: [
            [.integer(8), .text("alice"), .null, .bytes([1, 2])],
            [.text("alice"), .integer(7), .null, .bytes([1, 2])],
            [.integer(7), .text("alic"), .text("e"), .bytes([1, 2])],
            [.integer(7), .bytes(Array("alice".utf8)), .null, .bytes([1, 2])],
            [.integer(7), .text("alice"), .null, .bytes([1, 2]), .null],
            [.integer(7), .text("alice"), .bytes([1, 2])],
        ] as [[Value]]) func `other values have another code`(other: [Value])
    {
        #expect(!sealer.isCode(sealer.code(of: row, purpose: "accounts"), of: other, purpose: "accounts"))
    }

    @Test func `a change of any bit, a shorter and a longer code are refused`() {
        let code = sealer.code(of: row, purpose: "accounts")
        for index in code.indices {
            for bit in 0..<8 {
                var changed = code
                changed[index] ^= 1 << bit
                #expect(!sealer.isCode(changed, of: row, purpose: "accounts"))
            }
            #expect(!sealer.isCode(Array(code.prefix(index)), of: row, purpose: "accounts"))
        }
        #expect(!sealer.isCode(code + [0], of: row, purpose: "accounts"))
    }

    @Test func `an older key's code still counts, and is found to be renewed`() {
        let (former, newest) = (SealingKey.generate(), SealingKey.generate())
        let code = Sealer(former).code(of: row, purpose: "accounts")
        let rotated = Sealer(newest, older: [former])
        #expect(rotated.isCode(code, of: row, purpose: "accounts"))
        #expect(rotated.needsNewCode(code))
        #expect(!rotated.needsNewCode(rotated.code(of: row, purpose: "accounts")))
        #expect(!Sealer(newest).isCode(code, of: row, purpose: "accounts"))
    }
}
