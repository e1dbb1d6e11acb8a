package import FoundationEssentials

/// What a parameter or a column can hold, the same on every engine.
package enum Value: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
}

/// A value that can be interpolated in `SQL`.
///
/// A raw-representable type of another module conforms in one line: `extension UserID: Bindable {}`.
package protocol Bindable {
    var bound: Value { get }
}

extension Bindable where Self: RawRepresentable, RawValue: Bindable {
    package var bound: Value { rawValue.bound }
}

extension Value: Bindable { package var bound: Value { self } }
extension Int64: Bindable { package var bound: Value { .integer(self) } }
extension Int: Bindable { package var bound: Value { .integer(Int64(self)) } }
extension String: Bindable { package var bound: Value { .text(self) } }
extension Bool: Bindable { package var bound: Value { .integer(self ? 1 : 0) } }
extension Date: Bindable { package var bound: Value { .integer(Dates.microseconds(self)) } }
extension Array: Bindable where Element == UInt8 { package var bound: Value { .bytes(self) } }
extension Optional: Bindable where Wrapped: Bindable { package var bound: Value { self?.bound ?? .null } }
