import Foundation

@testable import Web

/// The product's own sentences, read where they lie.
enum ProductTexts {
    static func read() throws -> Texts {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        return try Texts(directory: root.appending(path: "Sources/Server/Texts").standardizedFileURL)
    }
}
