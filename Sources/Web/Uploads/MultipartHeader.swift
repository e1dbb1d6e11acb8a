/// What a part of a multipart form says of itself (RFC 7578 §4).
package struct MultipartHeader: Hashable, Sendable {
    /// Of the field; two parts may have the same.
    package let name: String
    /// Of the file as its sender calls it, without any folder; empty when none was chosen, nil for a part that is no file. To be shown, never to be a path.
    package let filename: String?
    /// As its sender calls it; nothing that may be relied on.
    package let contentType: String

    /// - Throws: `BrokenBody` for what is no header of a form's part, `TooLarge` for names that are too long.
    init(_ bytes: [UInt8], _ limits: UploadLimits) throws {
        let fields = try Self.fields(bytes)
        guard let disposition = fields["content-disposition"].flatMap(ParameterizedField.init), disposition.value.lowercased() == "form-data",
            // Not to be used in forms (RFC 7578 §4.2): another reader would see another name.
            disposition["filename*"] == nil, let name = disposition["name"],
            ["7bit", "8bit", "binary"].contains(fields["content-transfer-encoding", default: "binary"].lowercased())
        else { throw BrokenBody() }
        self.name = try Self.typed(name, limits.name)
        guard !self.name.isEmpty else { throw BrokenBody() }
        filename = try disposition["filename"].map { Self.bare(try Self.typed($0, limits.filename)) }
        contentType = fields["content-type", default: filename == nil ? "text/plain" : "application/octet-stream"]
    }

    /// By their names in small letters.
    private static func fields(_ bytes: [UInt8]) throws -> [String: String] {
        var fields: [String: String] = [:]
        for line in try lines(bytes) {
            // A line that begins with a space would go on with the one before it; nobody writes so any more (RFC 9112 §5.2).
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                line[..<colon].allSatisfy(ParameterizedField.isTokenLetter), let value = String(validating: line[(colon + 1)...], as: UTF8.self)
            else { throw BrokenBody() }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            guard fields.updateValue(value.trimmingPrefix { $0 == " " || $0 == "\t" }.description, forKey: name) == nil else { throw BrokenBody() }
        }
        return fields
    }

    /// Lines end in CR LF, and hold no other control character but tabs.
    private static func lines(_ bytes: [UInt8]) throws -> [ArraySlice<UInt8>] {
        var (lines, rest): ([ArraySlice<UInt8>], ArraySlice<UInt8>) = ([], bytes[...])
        while let end = rest.firstIndex(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) {
            guard rest[end] == 0x0D, end + 1 < rest.endIndex, rest[end + 1] == 0x0A else { throw BrokenBody() }
            lines.append(rest[..<end])
            rest = rest[(end + 2)...]
        }
        guard rest.isEmpty else { throw BrokenBody() }
        return lines
    }

    /// Browsers write a quote and the ends of lines as `%22`, `%0D` and `%0A`, and nothing else so.
    private static func typed(_ text: String, _ limit: Int) throws -> String {
        guard text.utf8.count <= limit else { throw TooLarge() }
        let plain = text.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
        guard let typed = Form.typed(plain), !typed.contains(where: \.isNewline) else { throw BrokenBody() }
        return typed
    }

    private static func bare(_ filename: String) -> String {
        let bare = filename.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        return bare == "." || bare == ".." ? "" : bare
    }
}
