package import Hummingbird
package import NIOCore

/// A multipart form as it arrives: its parts one after the other, each read while it comes. Whoever does not ask for the next bytes makes the sender wait.
///
///     let upload = try visit.upload()
///     while let part = try await upload.next() {
///         while let bytes = try await upload.read() { … }
///     }
package actor Upload {
    private var body: RequestBody.AsyncIterator
    private var parser: MultipartParser
    private var isInPart = false
    private var hasEnded = false
    /// What was read of the body before it was asked for.
    private var ahead: MultipartHeader?

    /// - Throws: `UnsupportedMediaType` for what is no multipart form, `TooLarge` for what says already that it is.
    package init(_ request: Request, _ limits: UploadLimits) throws {
        let types = request.headers[values: .contentType]
        guard types.count == 1, let boundary = MultipartBoundary(contentType: types[0]) else { throw UnsupportedMediaType() }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limits.total { throw TooLarge() }
        body = request.body.makeAsyncIterator()
        parser = MultipartParser(boundary, limits)
    }

    /// The next part; what was not read of the one before is passed over. Nil after the last.
    /// - Throws: `BrokenBody`, `TooLarge`
    package func next() async throws -> MultipartHeader? {
        if let part = ahead {
            ahead = nil
            return part
        }
        while try await read() != nil {}
        guard !hasEnded else { return nil }
        switch try await event() {
        case .part(let header):
            isInPart = true
            return header
        case .end, nil:
            hasEnded = true
            while try await event() != nil {}
            return nil
        case .bytes, .endOfPart: throw BrokenBody()
        }
    }

    /// The next bytes of the part that was told last; nil at its end.
    /// - Throws: `BrokenBody`, `TooLarge`
    package func read() async throws -> ByteBuffer? {
        guard isInPart, ahead == nil else { return nil }
        if case .bytes(let bytes) = try await event() { return bytes }
        isInPart = false
        return nil
    }

    /// All of the part that was told last, as it was typed: for fields that are no files.
    /// - Throws: also `TooLarge` for more than so many bytes, `UnreadableForm` for what nobody types.
    package func text(upTo limit: Int = 4096) async throws -> String {
        var all = ByteBuffer()
        while var bytes = try await read() {
            guard all.readableBytes + bytes.readableBytes <= limit else { throw TooLarge() }
            all.writeBuffer(&bytes)
        }
        guard let text = String(validating: all.readableBytesView, as: UTF8.self).flatMap(Form.typed) else { throw UnreadableForm() }
        return text
    }

    /// What the first part says when it is the field of this name; nil, and nothing is taken, when it is another.
    package func first(_ name: String) async throws -> String? {
        guard let part = try await next() else { return nil }
        guard part.name == name, part.filename == nil else {
            ahead = part
            return nil
        }
        return try await text(upTo: 256)
    }

    /// Nil when the body has ended.
    private func event() async throws -> MultipartParser.Event? {
        while true {
            if let event = try parser.next() { return event }
            guard let chunk = try await chunk() else {
                try parser.finish()
                return nil
            }
            try parser.take(chunk)
        }
    }

    private func chunk() async throws -> ByteBuffer? {
        var iterator = body
        defer { body = iterator }
        do { return try await iterator.next(isolation: self) } catch { throw BrokenBody() }
    }
}
