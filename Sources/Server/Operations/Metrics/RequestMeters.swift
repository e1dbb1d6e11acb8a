package import HTTPTypes
package import Web

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
package struct RequestMeters: Sendable {
    private let meters: [String: RequestMeter]
    package let nowhere = RequestMeter(route: "none", method: "any")

    init(_ routes: [Route]) {
        let meters = routes.map { (Self.key($0.method, $0.address), RequestMeter(route: $0.address.pattern, method: $0.method.rawValue)) }
        self.meters = Dictionary(meters) { first, _ in first }
    }

    /// Look it up once, not at every request.
    package func of(_ method: HTTPRequest.Method, _ address: Address) -> RequestMeter { meters[Self.key(method, address)] ?? nowhere }

    /// Those that answered something, in order.
    var used: [RequestMeter] {
        (meters.values + [nowhere]).filter { !$0.answers.isEmpty }.sorted { ($0.route, $0.method) < ($1.route, $1.method) }
    }

    private static func key(_ method: HTTPRequest.Method, _ address: Address) -> String { "\(method.rawValue) \(address.pattern)" }
}
