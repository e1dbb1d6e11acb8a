import DecisionIndex
import Foundation
import HTTPTypes
import NIOCore
import Rules
import Standards
import Synchronization
import Web

/// What answers on the fast path: whether a key is good, and the whole HTTP answer to plain questions.
struct FastPathResponder: Sendable {
    private let house: House
    private let writer: EvaluationWriter
    /// What follows the request's id in every answer.
    private let fields: [UInt8]
    private let date = DateLine()
    private let meter: RequestMeter
    private let batchMeter: RequestMeter

    init(_ house: House, at port: SitePort) throws {
        self.house = house
        meter = house.metrics.requests.of(.post, Address.evaluation.pattern)
        batchMeter = house.metrics.requests.of(.post, Address.evaluations.pattern)
        writer = try EvaluationWriter(house.pages.texts)
        let carried = SecurityHeaders.fields(isSecure: port.isSecure) + [(.cacheControl, "no-store")]
        fields = Array(carried.map { "\($0.0.rawName): \($0.1)\r\n" }.joined().utf8)
    }

    func admits(_ authorization: String) -> Bool { house.settings.admits(authorization: authorization) }

    /// Writes a whole HTTP answer; false when the router has to.
    func answer(_ body: ByteBuffer, _ plain: FastPathHead, _ batch: inout IndexBatch, _ text: inout EvaluationText, into buffer: inout ByteBuffer)
        -> Bool
    {
        let began = ContinuousClock.now
        let read = body.withUnsafeReadableBytes { bytes in
            let bytes = bytes.bindMemory(to: UInt8.self)
            return plain.isBatch ? EvaluationScanner.questions(in: bytes) : EvaluationScanner.question(in: bytes).map { [$0] }
        }
        guard let questions = read else { return false }
        let texts = writer.texts(in: plain.language)
        var reasons: [DecisionReason] = []
        reasons.reserveCapacity(questions.count)
        text.clear()
        if plain.isBatch { text.write("{\"evaluations\":[") }
        let isAnswered = house.decisions.answer(questions, &batch) { decision, index in
            if !reasons.isEmpty { text.write(",") }
            writer.write(decision, of: index, texts, to: &text)
            reasons.append(decision.reason)
        }
        guard isAnswered else { return false }
        if plain.isBatch { text.write("]}") }
        write(text.bytes, plain, to: &buffer)
        count(reasons, nanoseconds: (ContinuousClock.now - began).nanoseconds, plain)
        return true
    }

    private func count(_ reasons: [DecisionReason], nanoseconds: Int, _ plain: FastPathHead) {
        (plain.isBatch ? batchMeter : meter).answered(200, nanoseconds: nanoseconds)
        let each = nanoseconds / reasons.count
        var rest = reasons[...]
        while let reason = rest.first {
            let same = rest.prefix { $0 == reason }.count
            house.metrics.decisions.decided(reason, times: same, nanoseconds: each)
            rest = rest.dropFirst(same)
        }
    }

    private func write(_ text: UnsafeRawBufferPointer, _ plain: FastPathHead, to buffer: inout ByteBuffer) {
        buffer.reserveCapacity(text.count + 1024)
        buffer.writeStaticString("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ")
        buffer.writeString(String(text.count))
        buffer.writeStaticString("\r\nX-Request-ID: ")
        buffer.writeString(plain.requestID ?? RequestID.new())
        buffer.writeStaticString("\r\n")
        buffer.writeBytes(fields)
        buffer.writeBytes(date.bytes())
        buffer.writeStaticString("\r\n")
        buffer.writeBytes(text)
    }
}

/// The `Date` field (RFC 9110 §6.6.1), written anew once a second.
private final class DateLine: Sendable {
    private let line = Mutex<(second: time_t, bytes: [UInt8])>((0, []))

    func bytes() -> [UInt8] {
        let now = time(nil)
        return line.withLock {
            if $0.second != now { $0 = (now, Array("Date: \(Self.text(now))\r\n".utf8)) }
            return $0.bytes
        }
    }

    private static func text(_ second: time_t) -> String {
        var (second, parts) = (second, tm())
        gmtime_r(&second, &parts)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { text in
            let length = strftime(text.baseAddress, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
            return String(decoding: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text)[..<length]), as: UTF8.self)
        }
    }
}
