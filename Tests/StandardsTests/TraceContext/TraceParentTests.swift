import Testing

@testable import Standards

/// The examples are those of W3C Trace Context §3.2.
@Suite struct TraceParentTests {
    private static let example = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test func `the recommendation's example is read and written back`() throws {
        let parent = try #require(TraceParent(Self.example))
        #expect("\(parent.trace)" == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect("\(parent.span)" == "00f067aa0ba902b7")
        #expect(parent.isSampled)
        #expect(parent.text == Self.example)
        #expect(TraceParent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00")?.isSampled == false)
    }

    @Test func `a later version is read as far as it says the same`() {
        #expect(TraceParent("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-holds")?.isSampled == true)
    }

    @Test(arguments: [
        "", "00", "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01", "00-4bf92f3577b34da6a3ce929d0e0e47366-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-+1", "00 4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7 01",
    ])
    func `what is no traceparent is passed over`(_ text: String) { #expect(TraceParent(text) == nil) }

    @Test func `new ids are never zero and never twice the same`() {
        let traces = (0..<100).map { _ in TraceID.random().description }
        #expect(Set(traces).count == 100)
        #expect(traces.allSatisfy { $0.count == 32 })
        #expect(SpanID.random().description.count == 16)
    }
}
