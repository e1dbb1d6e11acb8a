/// A constant written out in this target: one that its type refuses is a slip of the pen, which the first test to touch the town meets.
func literal<Value>(_ make: @autoclosure () throws -> Value) -> Value {
    do { return try make() } catch { preconditionFailure("a literal of the demo world was refused: \(error)") }
}
