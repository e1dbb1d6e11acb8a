/// How much a multipart upload may hold. What is more is refused (413) as soon as it is seen, and never gathered first.
package struct UploadLimits: Hashable, Sendable {
    /// Bytes of the whole body, with all that stands between its parts.
    package var total: Int
    /// Bytes of one part's content.
    package var part: Int
    package var parts: Int
    /// Bytes of all header fields of one part.
    package var header: Int
    /// Bytes of the name of a field.
    package var name: Int
    /// Bytes of the name of a file.
    package var filename: Int

    package init(total: Int, part: Int? = nil, parts: Int = 20, header: Int = 4096, name: Int = 100, filename: Int = 255) {
        (self.total, self.part, self.parts) = (total, part ?? total, parts)
        (self.header, self.name, self.filename) = (header, name, filename)
    }
}
