import HTTPTypes
package import Hummingbird
package import NIOCore

/// Hummingbird's own view of a request; features see a `Visit`.
package struct Connection: RequestContext {
    package var coreContext: CoreRequestContextStorage
    package let channel: (any Channel)?
    /// Names the request in logs, problems and its answer; given where it comes in (`RequestIDs`).
    package internal(set) var requestID = ""

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// A form is small; whatever is larger is refused before it is read (413).
    package var maxUploadSize: Int { 64 * 1024 }
}

extension Request {
    /// All of the body.
    /// - Throws: `TooLarge`, or `BrokenBody` when whoever sent it broke off, or wrote what is no body: no fault of ours.
    package func wholeBody(upTo limit: Int) async throws -> ByteBuffer {
        do { return try await body.collect(upTo: limit) } catch is NIOTooManyBytesError { throw TooLarge() } catch { throw BrokenBody() }
    }
}

extension Response {
    /// Whether caches may give it to anybody.
    package var isPublic: Bool { headers[.cacheControl]?.contains("public") == true }

    /// What HEAD is answered: all that GET would be but the body, its length included where it is known (RFC 9110 §9.3.2).
    package var headOnly: Response {
        let length = headers[.contentLength]
        var response = Response(status: status, headers: headers, body: .init())
        response.headers[.contentLength] = length
        return response
    }
}
