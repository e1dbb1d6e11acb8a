/// A finished span as the OpenTelemetry protocol knows it (OTLP 1, trace/v1 Span).
package struct OTLPSpan: Hashable, Sendable {
    package enum Kind: Int, Sendable { case `internal` = 1, server, client, producer, consumer }

    package var trace: TraceID
    package var span: SpanID
    package var parent: SpanID?
    package var name: String
    package var kind: Kind
    /// Nanoseconds since 1970.
    package var start: UInt64
    package var end: UInt64
    package var attributes: [String: JSONValue]
    package var isError: Bool

    package init(
        trace: TraceID, span: SpanID, parent: SpanID?, name: String, kind: Kind, start: UInt64, end: UInt64, attributes: [String: JSONValue] = [:],
        isError: Bool = false
    ) {
        self.trace = trace
        self.span = span
        self.parent = parent
        self.name = name
        self.kind = kind
        self.start = start
        self.end = end
        self.attributes = attributes
        self.isError = isError
    }

    /// Protocol buffers' JSON: lowerCamelCase, 64-bit numbers as text, and ids in hexadecimal (OTLP §JSON Protobuf Encoding).
    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "traceId": .string("\(trace)"), "spanId": .string("\(span)"), "name": .string(name), "kind": .integer(Int64(kind.rawValue)),
            "startTimeUnixNano": .string(String(start)), "endTimeUnixNano": .string(String(end)), "attributes": Self.list(attributes),
            "status": isError ? .object(["code": .integer(2)]) : .object([:]),
        ]
        if let parent { members["parentSpanId"] = .string("\(parent)") }
        return .object(members)
    }

    /// The body of an export request: spans of one resource, from one library.
    package static func request(_ spans: [OTLPSpan], resource: [String: JSONValue], scope: String) -> JSONValue {
        let scoped: JSONValue = .object(["scope": .object(["name": .string(scope)]), "spans": .array(spans.map(\.json))])
        let entry: JSONValue = .object(["resource": .object(["attributes": list(resource)]), "scopeSpans": .array([scoped])])
        return .object(["resourceSpans": .array([entry])])
    }

    private static func list(_ attributes: [String: JSONValue]) -> JSONValue {
        .array(attributes.sorted { $0.key < $1.key }.map { .object(["key": .string($0.key), "value": value($0.value)]) })
    }

    private static func value(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string: .object(["stringValue": value])
        case .integer(let integer): .object(["intValue": .string(String(integer))])
        case .boolean: .object(["boolValue": value])
        case .array(let values): .object(["arrayValue": .object(["values": .array(values.map(Self.value))])])
        default: .object(["stringValue": .string("\(value)")])
        }
    }
}
