package import HTTPTypes
import Synchronization
import Web

/// What is counted of one route: answers by class of status, and how long they took until their first byte.
package final class RequestMeter: Sendable {
    let route: String
    let method: String
    let duration = Histogram(bounds: Histogram.requestBounds)
    private let classes = (1...5).map { _ in Counter() }

    init(route: String, method: String) {
        self.route = route
        self.method = method
    }

    package func answered(_ status: Int, nanoseconds: Int) {
        classes[min(max(status / 100, 1), 5) - 1].add(1)
        duration.observe(nanoseconds: nanoseconds)
    }

    /// Classes that were answered at least once.
    var answers: [(status: String, count: Int)] {
        classes.enumerated().compactMap { $1.value == 0 ? nil : ("\($0 + 1)xx", $1.value) }
    }
}

/// One meter a route, by its pattern and never by the path that was asked, so that there are no more series than routes. Whatever no route
/// answers shares one.
package final class RequestMeters: Sendable {
    private let meters = Mutex<[String: RequestMeter]>([:])
    package let nowhere = RequestMeter(route: "none", method: "any")

    /// The meter of a route, made when it is first asked for. Ask once at start, not at every request.
    package func of(_ method: HTTPRequest.Method, _ pattern: String) -> RequestMeter {
        meters.withLock { meters in
            let key = "\(method.rawValue) \(pattern)"
            if let known = meters[key] { return known }
            let made = RequestMeter(route: pattern, method: method.rawValue)
            meters[key] = made
            return made
        }
    }

    /// Those that answered something, in order.
    var used: [RequestMeter] {
        (meters.withLock { Array($0.values) } + [nowhere]).filter { !$0.answers.isEmpty }.sorted { ($0.route, $0.method) < ($1.route, $1.method) }
    }
}
