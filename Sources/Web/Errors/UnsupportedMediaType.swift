/// A body of another kind than the address takes.
package struct UnsupportedMediaType: Error, Sendable { package init() {} }
