import Foundation
import NIOCore
import Rules
import Standards

/// Writes what the long way would: the same members in the same order (`JSONText`), without a value for each of them.
struct EvaluationWriter: Sendable {
    /// The reasons' codes and explanations as JSON strings, by language and reason.
    private let told: [Language: [DecisionReason: Told]]

    private struct Told: Sendable {
        let opening: [UInt8]
        let closing: [UInt8]
    }

    init(_ texts: Texts) throws {
        var told: [Language: [DecisionReason: Told]] = [:]
        for language in Language.allCases {
            for reason in DecisionReason.allCases {
                let explanation = try JSONText.data(of: texts.say("decisions.\(reason.rawValue)", in: language))
                told[language, default: [:]][reason] = Told(
                    opening: Array("{\"context\":{\"explanation\":".utf8) + explanation + Array(",\"path\":[".utf8),
                    closing: Array(",\"reason\":\"\(reason.rawValue)\"},\"decision\":\(reason.allows)}".utf8))
            }
        }
        self.told = told
    }

    /// Appends the JSON text of an answer.
    func write(_ answer: IndexAnswer, of index: borrowing DecisionIndex, in language: Language, to buffer: inout ByteBuffer) {
        guard let told = told[language]?[answer.reason] else { return }
        buffer.writeBytes(told.opening)
        var isFirst = true
        index.path(of: answer) { link in
            if !isFirst { buffer.writeStaticString(",") }
            isFirst = false
            write(link, to: &buffer)
        }
        buffer.writeStaticString("],\"position\":")
        buffer.write(decimal: index.size)
        buffer.writeBytes(told.closing)
    }

    private func write(_ link: AuthorityLink, to buffer: inout ByteBuffer) {
        buffer.writeStaticString("{")
        if let act = link.act {
            buffer.writeStaticString("\"act\":\"")
            buffer.write(decimal: act.rawValue)
            buffer.writeStaticString("\",")
        }
        buffer.writeStaticString("\"id\":\"")
        buffer.write(decimal: link.id)
        buffer.writeStaticString("\",\"kind\":\"")
        buffer.writeString(link.kind.rawValue)
        buffer.writeStaticString("\"")
        if let position = link.position {
            buffer.writeStaticString(",\"position\":")
            buffer.write(decimal: position)
        }
        if let role = link.role {
            buffer.writeStaticString(",\"role\":\"")
            buffer.writeString(role.rawValue)
            buffer.writeStaticString("\"")
        }
        buffer.writeStaticString("}")
    }
}

extension ByteBuffer {
    /// The digits of a number, without a text of its own.
    mutating func write(decimal number: Int64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var (rest, start) = (number.magnitude, digits.count)
            repeat {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            if number < 0 { writeStaticString("-") }
            writeBytes(UnsafeBufferPointer(rebasing: digits[start...]))
        }
    }
}
