/// What templates can name of a model: the fields of its type, found by decoding it from a decoder that has an answer to every question. So a list is never
/// empty and nothing is absent, whatever pages make of it.
indirect enum ModelShape {
    struct Field {
        let shape: ModelShape
        /// It may be nil.
        let isOptional: Bool
    }

    case text
    case flag
    case list(ModelShape)
    case object(type: String, [String: Field])

    init<Model: Decodable>(of _: Model.Type) throws {
        let decoder = ShapeDecoder()
        _ = try Model(from: decoder)
        self = decoder.shape(of: Model.self)
    }

    /// One of its fields; nil when it has none of that name.
    func field(_ name: String) -> Field? {
        guard case .object(_, let fields) = self else { return nil }
        return fields[name]
    }

    /// What a list holds; itself when it is none.
    var element: ModelShape { if case .list(let element) = self { element } else { self } }

    /// Every field of it and of what it holds, as `Type.name`.
    var names: Set<String> {
        switch self {
        case .text, .flag: []
        case .list(let element): element.names
        case .object(let type, let fields):
            fields.reduce(into: []) { names, field in
                names.insert("\(type).\(field.key)")
                names.formUnion(field.value.shape.names)
            }
        }
    }
}

/// Answers every question with a made-up value, and keeps what was asked.
private final class ShapeDecoder: Decoder {
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    private var asked: ModelShape?
    private var fields: [String: ModelShape.Field] = [:]
    private var row: (decoder: ShapeDecoder, type: Any.Type)?

    /// A type without fields asks nothing.
    func shape(of type: Any.Type) -> ModelShape {
        if let row { return .list(row.decoder.shape(of: row.type)) }
        return asked ?? .object(type: String(reflecting: type), fields)
    }

    /// A row of a long table, of columns of that type.
    func row(of columns: Any.Type) -> ShapeDecoder {
        let decoder = ShapeDecoder()
        row = (decoder, columns)
        return decoder
    }

    func keep(_ shape: ModelShape) { asked = shape }
    func keep(_ name: String, _ shape: ModelShape, isOptional: Bool) { fields[name] = .init(shape: shape, isOptional: isOptional) }

    func container<Key>(keyedBy _: Key.Type) -> KeyedDecodingContainer<Key> { KeyedDecodingContainer(FieldsAsked<Key>(decoder: self)) }
    func unkeyedContainer() -> any UnkeyedDecodingContainer { OneElement(decoder: self) }
    func singleValueContainer() -> any SingleValueDecodingContainer { ValueAsked(decoder: self) }
}

private struct FieldsAsked<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: ShapeDecoder
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<Value: Decodable>(_: Value.Type, forKey key: Key) throws -> Value { try answer(key, isOptional: false) }
    func decodeIfPresent(_: Bool.Type, forKey key: Key) throws -> Bool? { try answer(key, isOptional: true) as Bool }
    func decodeIfPresent(_: Int.Type, forKey key: Key) throws -> Int? { try answer(key, isOptional: true) as Int }
    func decodeIfPresent(_: String.Type, forKey key: Key) throws -> String? { try answer(key, isOptional: true) as String }
    func decodeIfPresent<Value: Decodable>(_: Value.Type, forKey key: Key) throws -> Value? { try answer(key, isOptional: true) as Value }

    private func answer<Value: Decodable>(_ key: Key, isOptional: Bool) throws -> Value {
        let inner = ShapeDecoder()
        let value = try Value(from: inner)
        decoder.keep(key.stringValue, inner.shape(of: Value.self), isOptional: isOptional)
        return value
    }

    func nestedContainer<Nested>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedDecodingContainer<Nested> { decoder.container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer { decoder.unkeyedContainer() }
    func superDecoder() -> any Decoder { decoder }
    func superDecoder(forKey key: Key) -> any Decoder { decoder }
}

private struct OneElement: UnkeyedDecodingContainer {
    let decoder: ShapeDecoder
    var codingPath: [any CodingKey] { [] }
    var count: Int? { 1 }
    var currentIndex = 0
    var isAtEnd: Bool { currentIndex > 0 }

    func decodeNil() -> Bool { false }

    mutating func decode<Value: Decodable>(_: Value.Type) throws -> Value {
        let inner = ShapeDecoder()
        let value = try Value(from: inner)
        decoder.keep(.list(inner.shape(of: Value.self)))
        currentIndex += 1
        return value
    }

    mutating func nestedContainer<Nested>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
        currentIndex += 1
        return decoder.row(of: Nested.self).container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer { OneElement(decoder: decoder) }
    func superDecoder() -> any Decoder { decoder }
}

private struct ValueAsked: SingleValueDecodingContainer {
    let decoder: ShapeDecoder
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { false }
    func decode(_: Bool.Type) -> Bool { answer(true, .flag) }
    func decode(_: String.Type) -> String { answer("", .text) }
    func decode(_: Int.Type) -> Int { answer(1, .text) }
    func decode<Value: Decodable>(_: Value.Type) throws -> Value { try Value(from: decoder) }

    private func answer<Value>(_ value: Value, _ shape: ModelShape) -> Value {
        decoder.keep(shape)
        return value
    }
}
