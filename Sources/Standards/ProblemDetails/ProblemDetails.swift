package import FoundationEssentials

/// What went wrong with an HTTP request, as RFC 9457 writes it for programs.
package struct ProblemDetails: Hashable, Sendable {
    /// RFC 9457 §3: the media type of the body.
    package static let mediaType = "application/problem+json"

    /// A URI naming the kind of problem; `about:blank` says no more than the status code does (RFC 9457 §4.2.1).
    package var type: String
    package var title: String?
    package var status: Int?
    package var detail: String?
    package var instance: String?
    /// Further members (RFC 9457 §3.2). One named like a member of the standard is not written: it could not be told from it.
    package var extensions: [String: JSONValue]

    package init(
        type: String = "about:blank", title: String? = nil, status: Int? = nil, detail: String? = nil, instance: String? = nil,
        extensions: [String: JSONValue] = [:]
    ) {
        self.type = type
        self.title = title
        self.status = status
        self.detail = detail
        self.instance = instance
        self.extensions = extensions
    }

    /// The body, to be sent as ``mediaType``.
    package func json() throws -> Data { try JSONText.data(of: self) }
}

extension ProblemDetails: Encodable {
    private static let standardMembers: Set = ["type", "title", "status", "detail", "instance"]

    package func encode(to encoder: any Encoder) throws {
        var members = extensions.filter { !Self.standardMembers.contains($0.key) }
        members["type"] = .string(type)
        members["title"] = title.map(JSONValue.string)
        members["status"] = status.map { .integer(Int64($0)) }
        members["detail"] = detail.map(JSONValue.string)
        members["instance"] = instance.map(JSONValue.string)
        try JSONValue.object(members).encode(to: encoder)
    }
}
