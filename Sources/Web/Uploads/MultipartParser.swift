import Foundation
package import NIOCore

/// Takes a `multipart/form-data` body as it comes (RFC 7578, RFC 2046 §5.1), in chunks of any size, and tells what is in it. It keeps no more than one
/// chunk, and of the one before what may be the beginning of a boundary or the header of a part.
///
/// Strict: no preamble and no epilogue, no spaces after a boundary, lines that end in CR LF, a last boundary. A form of a browser or of a library has
/// neither, and what two readers could understand differently is refused.
package struct MultipartParser: Sendable {
    package enum Event: Equatable, Sendable {
        case part(MultipartHeader)
        /// Of the content of the part that was told last.
        case bytes(ByteBuffer)
        case endOfPart
        /// The last boundary came.
        case end
    }

    private enum State { case start, afterBoundary, header, content, ended, over }

    private let delimiter: [UInt8]
    private let limits: UploadLimits
    private var state = State.start
    private var buffer = ByteBuffer()
    private var (taken, parts, partBytes) = (0, 0, 0)

    /// Bytes that wait for what follows them.
    var kept: Int { buffer.readableBytes }

    package init(_ boundary: MultipartBoundary, _ limits: UploadLimits) {
        delimiter = Array("\r\n--\(boundary.text)".utf8)
        self.limits = limits
    }

    /// - Throws: `TooLarge`
    package mutating func take(_ chunk: ByteBuffer) throws {
        taken += chunk.readableBytes
        guard taken <= limits.total else { throw TooLarge() }
        var chunk = chunk
        if buffer.readableBytes == 0 {
            buffer = chunk
        } else {
            buffer.discardReadBytes()
            buffer.writeBuffer(&chunk)
        }
    }

    /// What comes next; nil until more is taken.
    /// - Throws: `BrokenBody` for what is no form, `TooLarge` for what is more than the limits say.
    package mutating func next() throws -> Event? {
        switch state {
        case .start: try start()
        case .afterBoundary: try afterBoundary()
        case .header: try header()
        case .content: try content()
        case .ended, .over: try ended()
        }
    }

    /// Nothing more will come.
    /// - Throws: `BrokenBody` when the last boundary did not.
    package func finish() throws { guard state == .ended || state == .over, buffer.readableBytes == 0 else { throw BrokenBody() } }

    private mutating func start() throws -> Event? {
        // Nothing stands before the first one, so no line ends there.
        guard try skip(delimiter.dropFirst(2)) else { return nil }
        state = .afterBoundary
        return try next()
    }

    /// A part follows, or the end.
    private mutating func afterBoundary() throws -> Event? {
        guard let first = buffer.getInteger(at: buffer.readerIndex, as: UInt8.self) else { return nil }
        guard first == UInt8(ascii: "-") else {
            guard try skip([0x0D, 0x0A]) else { return nil }
            parts += 1
            guard parts <= limits.parts else { throw TooLarge() }
            (state, partBytes) = (.header, 0)
            return try next()
        }
        guard try skip([UInt8(ascii: "-"), UInt8(ascii: "-")]) else { return nil }
        state = .ended
        return .end
    }

    /// Up to an empty line.
    private mutating func header() throws -> Event? {
        let bytes = buffer.readableBytesView.prefix(limits.header)
        guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: [0x0D, 0x0A, 0x0D, 0x0A]) }) else {
            guard buffer.readableBytes < limits.header else { throw TooLarge() }
            return nil
        }
        let header = try MultipartHeader(Array(bytes[..<(end + 2)]), limits)
        buffer.moveReaderIndex(to: end + 4)
        state = .content
        return .part(header)
    }

    private mutating func content() throws -> Event? {
        let bytes = buffer.readableBytesView
        guard let found = firstDelimiter(in: bytes) else { return try give(bytes.count) }
        if found.isWhole, found.start == bytes.startIndex {
            buffer.moveReaderIndex(forwardBy: delimiter.count)
            state = .afterBoundary
            return .endOfPart
        }
        return try give(found.start - bytes.startIndex)
    }

    private mutating func give(_ count: Int) throws -> Event? {
        guard count > 0, let bytes = buffer.readSlice(length: count) else { return nil }
        partBytes += count
        guard partBytes <= limits.part else { throw TooLarge() }
        return .bytes(bytes)
    }

    /// Where a boundary begins, or what may become one once more is there.
    private func firstDelimiter(in bytes: ByteBufferView) -> (start: Int, isWhole: Bool)? {
        bytes.withUnsafeBytes { raw in
            guard let base = raw.baseAddress else { return nil }
            var place = 0
            while place < raw.count, let carriageReturn = memchr(base + place, 0x0D, raw.count - place) {
                let found = UnsafeRawPointer(carriageReturn) - base
                let length = min(delimiter.count, raw.count - found)
                if raw[found..<(found + length)].elementsEqual(delimiter[..<length]) { return (bytes.startIndex + found, length == delimiter.count) }
                place = found + 1
            }
            return nil
        }
    }

    /// The end of the last line is all that may follow.
    private mutating func ended() throws -> Event? {
        if state == .ended, try skip([0x0D, 0x0A]) { state = .over }
        guard state == .ended || buffer.readableBytes == 0 else { throw BrokenBody() }
        return nil
    }

    /// Passes over exactly these bytes; false until all of them are there.
    private mutating func skip(_ expected: some Collection<UInt8>) throws -> Bool {
        let bytes = buffer.readableBytesView.prefix(expected.count)
        guard bytes.elementsEqual(expected.prefix(bytes.count)) else { throw BrokenBody() }
        guard bytes.count == expected.count else { return false }
        buffer.moveReaderIndex(forwardBy: expected.count)
        return true
    }
}
