/// The languages of the product, from the first page on.
package enum Language: String, CaseIterable, Hashable, Sendable, Codable {
    case fr, nl, de, en

    /// The best of ours for an `Accept-Language` header (RFC 9110 §12.5.4); English when it names none of them.
    package static func negotiated(_ header: String) -> Language {
        guard header.utf8.count <= 1000 else { return .en }
        var best: (language: Language, quality: Double)?
        for part in header.split(separator: ",").prefix(30) {
            let pieces = part.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let tag = pieces.first, let language = Language(rawValue: tag.prefix { $0 != "-" }.lowercased()) else { continue }
            let quality = pieces.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if quality > 0, quality <= 1, quality > best?.quality ?? 0 { best = (language, quality) }
        }
        return best?.language ?? .en
    }
}
