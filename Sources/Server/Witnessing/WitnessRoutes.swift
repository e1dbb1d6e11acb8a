import Foundation
import Hummingbird
import Standards
import Web

/// | method | address                 | gate | what happens |
/// |--------|-------------------------|------|--------------|
/// | POST   | /witness/add-checkpoint | open | a checkpoint of another installation is cosigned, when it only adds to the one before |
///
/// C2SP tlog-witness. Who asks is proven by the signature of the checkpoint; an installation that witnesses no other has no such address.
enum WitnessRoutes: Feature {
    static var routes: [Route] {
        [.post(.addCheckpoint, .open, format: .documents, takes: .text(64 * 1024), addCheckpoint)]
    }

    private static func addCheckpoint(_ visit: Visit) async throws -> Response {
        guard let witness = visit.house.settings.witness else { throw NotFound() }
        switch try await witness.answer(try await visit.text(), at: visit.now) {
        case .cosigned(let lines): return text(.ok, lines)
        case .unreadable: return text(.badRequest, "This is not a request of tlog-witness.\n")
        case .unknownLog: return text(.notFound, "This origin is not witnessed here.\n")
        case .refused(let answer): return refusal(answer)
        }
    }

    private static func refusal(_ answer: WitnessedLog.Answer) -> Response {
        switch answer {
        case .untrusted: text(.forbidden, "No key known for this origin signed the checkpoint.\n")
        case .shrinking: text(.badRequest, "The old size is larger than that of the checkpoint.\n")
        case .knows(let size): text(.conflict, "\(size)\n", type: AddCheckpointRequest.sizeType)
        case .rootDiffers: text(.conflict, "Another root of this size was cosigned.\n")
        case .inconsistent, .consistent: text(.unprocessableContent, "The proof does not lead from what was cosigned to this checkpoint.\n")
        }
    }

    private static func text(_ status: HTTPResponse.Status, _ text: String, type: String = "text/plain; charset=utf-8") -> Response {
        Response(status: status, headers: [.contentType: type], body: .init(byteBuffer: .init(string: text)))
    }
}

extension Address {
    static let addCheckpoint = TypedAddress("/witness" + AddCheckpointRequest.path)
}
