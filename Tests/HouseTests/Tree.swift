import Foundation

/// The house as it lies on disk: what the compiler does not hold together is read here and compared.
enum Tree {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let sources = swift(under: "Sources")
    static let tests = swift(under: "Tests")

    /// Every template without its comments, by its name as `visit.page` writes it.
    static let templates: [(name: String, text: String)] = files(under: "Sources/Server/Templates", ending: "mustache").map {
        (String($0.path.dropFirst("Sources/Server/Templates/".count).dropLast(".mustache".count)), $0.text.replacing(/\{\{![\s\S]*?\}\}/, with: ""))
    }

    /// The files below a folder, by their path from the root, in order.
    static func files(under folder: String, ending: String) -> [(path: String, text: String)] {
        let start = root.appending(path: folder)
        guard let walk = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil) else { return [] }
        let found = walk.compactMap { $0 as? URL }.filter { $0.pathExtension == ending }.map(\.path).sorted()
        return found.map { path in
            (String(path.dropFirst(root.path.count).drop { $0 == "/" }), (try? String(contentsOfFile: path, encoding: .utf8)) ?? "")
        }
    }

    private static func swift(under folder: String) -> [SwiftSource] { files(under: folder, ending: "swift").map { SwiftSource($0.path, $0.text) } }
}
