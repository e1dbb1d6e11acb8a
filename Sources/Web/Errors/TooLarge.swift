/// More than the address takes.
package struct TooLarge: Error, Sendable { package init() {} }
