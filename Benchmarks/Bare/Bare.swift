import Foundation
import Hummingbird
import Logging

/// The reference that decisions are measured against: a Hummingbird handler that reads the body and answers one fixed JSON, and nothing else.
/// `bare PORT FILE` answers with the content of FILE.
@main
struct Bare {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let port = Int(arguments[1]) else { throw Usage() }
        let answer = ByteBuffer(bytes: try Data(contentsOf: URL(filePath: arguments[2])))
        let router = Router()
        router.post("access/v1/evaluation") { request, _ in
            var request = request
            _ = try await request.collectBody(upTo: 65_536)
            return Response(status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: answer))
        }
        let logger = Logger(label: "bare") { _ in SwiftLogNoOpLogHandler() }
        try await Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)), logger: logger).runService()
    }

    struct Usage: Error, CustomStringConvertible {
        let description = "usage: bare PORT FILE"
    }
}
