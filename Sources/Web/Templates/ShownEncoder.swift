/// Makes the tree of a view model: any `Encodable` of texts, numbers, flags, models, what may be absent, and lists of them.
package enum ShownEncoder {
    package static func tree(of model: some Encodable) throws -> Shown {
        let encoder = ShownTreeEncoder()
        try model.encode(to: encoder)
        return encoder.shown
    }
}

/// Gathers what one value encodes.
final class ShownTreeEncoder: Encoder {
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    private enum Kind { case value, fields, list }
    private var kind = Kind.value
    private var value = Shown.nothing
    private var fields = Shown.Fields()
    private var list: [Shown] = []

    var shown: Shown {
        switch kind {
        case .value: value
        case .fields: .object(fields)
        case .list: .list(list)
        }
    }

    func container<Key>(keyedBy _: Key.Type) -> KeyedEncodingContainer<Key> {
        kind = .fields
        return KeyedEncodingContainer(FieldsContainer<Key>(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        kind = .list
        return ListContainer(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { ValueContainer(encoder: self) }

    func show(_ shown: Shown) { value = shown }
    fileprivate func append(_ name: String, _ value: Shown) { fields.append(name, value) }
    fileprivate func append(_ value: Shown) { list.append(value) }

    /// Texts at once, since lists hold many; anything else by its own `encode`.
    fileprivate static func shown<Value: Encodable>(_ value: Value) throws -> Shown {
        if Value.self == String.self, let text = value as? String { return .text(text) }
        return try ShownEncoder.tree(of: value)
    }
}

private struct FieldsContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: ShownTreeEncoder
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) { encoder.append(key.stringValue, .nothing) }
    func encode(_ value: Bool, forKey key: Key) { encoder.append(key.stringValue, .flag(value)) }
    func encode(_ value: String, forKey key: Key) { encoder.append(key.stringValue, .text(value)) }
    func encode(_ value: Int, forKey key: Key) { encoder.append(key.stringValue, .text(String(value))) }
    func encode(_ value: some Encodable, forKey key: Key) throws { encoder.append(key.stringValue, try ShownTreeEncoder.shown(value)) }
    /// A field that is nil is still a field: templates may name it.
    func encodeIfPresent(_ value: String?, forKey key: Key) { encoder.append(key.stringValue, value.map(Shown.text) ?? .nothing) }
    func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
        encoder.append(key.stringValue, try value.map { try ShownTreeEncoder.shown($0) } ?? .nothing)
    }

    func nestedContainer<Nested>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> { encoder.container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { encoder.unkeyedContainer() }
    func superEncoder() -> any Encoder { encoder }
    func superEncoder(forKey key: Key) -> any Encoder { encoder }
}

private struct ListContainer: UnkeyedEncodingContainer {
    let encoder: ShownTreeEncoder
    var codingPath: [any CodingKey] { [] }
    var count: Int { 0 }

    func encodeNil() { encoder.append(.nothing) }
    func encode(_ value: String) { encoder.append(.text(value)) }
    func encode(_ value: some Encodable) throws { encoder.append(try ShownTreeEncoder.shown(value)) }
    func nestedContainer<Nested>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> { encoder.container(keyedBy: type) }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder.unkeyedContainer() }
    func superEncoder() -> any Encoder { encoder }
}

private struct ValueContainer: SingleValueEncodingContainer {
    let encoder: ShownTreeEncoder
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { encoder.show(.nothing) }
    func encode(_ value: Bool) { encoder.show(.flag(value)) }
    func encode(_ value: String) { encoder.show(.text(value)) }
    func encode(_ value: Int) { encoder.show(.text(String(value))) }
    func encode(_ value: some Encodable) throws { encoder.show(try ShownTreeEncoder.shown(value)) }
}
