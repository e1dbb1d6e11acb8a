import Testing

@testable import Server

@Suite struct EvaluationTextTests {
    private static let edges: [Int64] = (0..<19).reduce(into: [0, .max, .min, -1]) { edges, power in
        let bound = (0..<power).reduce(Int64(1)) { number, _ in number * 10 }
        edges += [bound - 1, bound, bound + 1, -bound, bound * 9 / 10 * 10]
    }

    @Test func `numbers are written with all their digits and no others`() {
        for number in Self.edges + (0..<1000).map({ _ in Int64.random(in: .min ... .max) >> Int64.random(in: 0..<64) }) {
            var text = EvaluationText(room: 64)
            text.write("[")
            text.write(decimal: number)
            text.write("]")
            #expect(String(decoding: text.bytes, as: UTF8.self) == "[\(number)]")
        }
    }

    @Test func `room grows as it is needed`() {
        var text = EvaluationText(room: 64)
        for _ in 0..<1000 { text.write(decimal: 1_234_567_890_123) }
        #expect(String(decoding: text.bytes, as: UTF8.self) == String(repeating: "1234567890123", count: 1000))
    }
}
