import Foundation
import Hummingbird
import Web

/// The name of a file of `Assets/`.
struct AssetName: AddressPart {
    let addressText: String
    static var longestAddressText: Int { 100 }

    init?(addressText: Substring) {
        guard !addressText.contains("/"), !addressText.contains("..") else { return nil }
        self.addressText = String(addressText)
    }
}

/// The files of `Assets/`, by name alone: no folder is ever walked.
enum Assets {
    static func answer(_ visit: Visit) throws -> Response {
        let name = try visit.part(AssetName.self).addressText
        guard let type = type(of: name) else { throw NotFound() }
        guard let content = try? Data(contentsOf: visit.house.pages.resources.appending(path: "Assets").appending(path: name)) else {
            throw NotFound()
        }
        return Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "public, max-age=3600"], body: .init(byteBuffer: .init(bytes: content)))
    }

    private static func type(of name: String) -> String? {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "ico": "image/x-icon"
        case "png": "image/png"
        default: nil
        }
    }
}
