import Foundation

/// Where spans are sent to: an address such as `http://127.0.0.1:4318/v1/traces`, asked by libcurl. Blocks: use it on a worker thread.
struct Collector: Sendable {
    private let request: HTTPPost

    /// - Throws: `NoCollector` unless it is `http://` or `https://` with a host.
    init(_ url: String) throws {
        guard let request = HTTPPost(url) else { throw NoCollector() }
        self.request = request
    }

    /// The collector's answer is its status; what it says besides goes nowhere.
    func post(_ body: Data) throws(CollectorFailure) {
        let status: Int
        do { status = try request.send([UInt8](body), type: "application/json").status } catch { throw .unreached(error) }
        guard 200...299 ~= status else { throw .answered(place: request.place, status: status) }
    }
}

/// What is configured as the address of a collector is none.
struct NoCollector: Error, CustomStringConvertible {
    var description: String { "traces: expected the address of a collector, such as http://127.0.0.1:4318/v1/traces." }
}

/// A collector that was not reached, or that answered with another status than one of success.
enum CollectorFailure: Error, CustomStringConvertible {
    case unreached(HTTPPost.Failure)
    case answered(place: String, status: Int)

    var description: String {
        switch self {
        case .unreached(let failure): "\(failure)"
        case .answered(let place, let status): "\(place) answered with status \(status)"
        }
    }
}
