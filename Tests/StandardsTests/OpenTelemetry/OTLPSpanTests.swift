import Testing

@testable import Standards

@Suite struct OTLPSpanTests {
    @Test func `a request is the JSON that collectors read`() throws {
        let trace = try #require(TraceID(high: 0x5b8e_fff7_9803_8103, low: 0xd269_b633_813f_c60c))
        let span = OTLPSpan(
            trace: trace, span: try #require(SpanID(0xeee1_9b7e_c3c1_b174)), parent: try #require(SpanID(0xeee1_9b7e_c3c1_b173)),
            name: "I'm a server span", kind: .server, start: 1_544_712_660_000_000_000, end: 1_544_712_661_000_000_000,
            attributes: ["my.span.attr": .string("some value"), "count": .integer(3), "good": .boolean(true)], isError: true)
        let request = OTLPSpan.request([span], resource: ["service.name": .string("my.service")], scope: "my.library")
        let text = String(decoding: try JSONText.data(of: request), as: UTF8.self)
        #expect(
            text
                == #"{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"my.service"}}]},"#
                + #""scopeSpans":[{"scope":{"name":"my.library"},"spans":[{"attributes":[{"key":"count","value":{"intValue":"3"}},"#
                + #"{"key":"good","value":{"boolValue":true}},{"key":"my.span.attr","value":{"stringValue":"some value"}}],"#
                + #""endTimeUnixNano":"1544712661000000000","kind":2,"name":"I'm a server span","parentSpanId":"eee19b7ec3c1b173","#
                + #""spanId":"eee19b7ec3c1b174","startTimeUnixNano":"1544712660000000000","status":{"code":2},"#
                + #""traceId":"5b8efff798038103d269b633813fc60c"}]}]}]}"#)
    }
}
