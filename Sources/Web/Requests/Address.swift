/// A variable part of a path: what links are given and visits read back.
package protocol AddressPart: Sendable {
    /// As it stands in a path: nothing in it needs encoding, and it is never empty.
    var addressText: String { get }

    /// Nil for what is none.
    init?(addressText: Substring)

    /// Bytes; what is longer is not looked at.
    static var longestAddressText: Int { get }
}

/// The path of a page or resource as a value: the same one registers the route, makes the links and reads what was asked, so no path is typed twice.
/// Written once, in its feature, with the types of its variable parts:
///
///     extension Address {
///         static let user = TypedAddress("/entities/:entity/users/:user", EnterpriseNumber.self, Assignment.ID.self)
///     }
///     Address.user(entity.number, user.id)      // "/entities/0999999130/users/42"
///
/// This is what all addresses are, whatever their parts: what routes, counts and logs name. Nothing of it changes, so it may be used by all at once.
package class Address: Hashable, @unchecked Sendable {
    /// The path with its variable parts as `:name`.
    package final let pattern: String
    /// Of the variable parts, in order.
    package final let types: [any AddressPart.Type]
    fileprivate final let segments: [Substring]

    fileprivate init(_ pattern: String, _ types: [any AddressPart.Type]) {
        (self.pattern, self.types) = (pattern, types)
        segments = pattern.split(separator: "/", omittingEmptySubsequences: false)
    }

    /// The names of the variable parts, in order.
    package final var parameters: [String] { segments.filter(Self.isVariable).map { String($0.dropFirst()) } }

    /// Whether one of the variable parts is of this type.
    package final func has<Part: AddressPart>(_ part: Part.Type) -> Bool { types.contains { $0 == part } }

    /// What comes first is asked first: a segment that is written out goes before one that varies.
    package final func isMoreSpecific(than other: Address) -> Bool {
        zip(segments, other.segments).first { Self.isVariable($0) != Self.isVariable($1) }.map { Self.isVariable($1) } ?? false
    }

    /// The variable parts of a path; nil unless it is written exactly so: no segment more, empty or encoded. Another spelling of an address is another
    /// address; whoever guards one by its path, such as a proxy before the server, must not be led around it.
    package final func parts(of path: String) -> AddressParts? {
        let given = path.split(separator: "/", omittingEmptySubsequences: false)
        guard segments.count == given.count else { return nil }
        var texts: [Substring] = []
        for (wanted, segment) in zip(segments, given) {
            if Self.isVariable(wanted) {
                guard !segment.isEmpty, !segment.utf8.contains(UInt8(ascii: "%")) else { return nil }
                texts.append(segment)
            } else if !wanted.utf8.elementsEqual(segment.utf8) {
                return nil
            }
        }
        return AddressParts(texts, of: self)
    }

    package static func == (left: Address, right: Address) -> Bool { left.pattern == right.pattern }

    package final func hash(into hasher: inout Hasher) { hasher.combine(pattern) }

    fileprivate static func isVariable(_ segment: Substring) -> Bool { segment.utf8.first == UInt8(ascii: ":") }
}

/// An address whose links take exactly these parts, in this order.
package final class TypedAddress<each Part: AddressPart>: Address, @unchecked Sendable {
    /// - Parameter types: of the variable parts, in order; as many as there are `:names`.
    package init(_ pattern: String, _ types: repeat (each Part).Type) {
        var all: [any AddressPart.Type] = []
        repeat all.append(each types)
        super.init(pattern, all)
    }

    /// The path with its variable parts filled in.
    package func callAsFunction(_ parts: repeat each Part) -> String {
        var texts: [String] = []
        repeat texts.append((each parts).addressText)
        var rest = texts[...]
        return segments.map { Self.isVariable($0) ? rest.popFirst() ?? String($0) : String($0) }.joined(separator: "/")
    }
}

/// The variable parts that one path has, to be read by their types.
package struct AddressParts: Sendable {
    package let address: Address
    private let texts: [Substring]

    fileprivate init(_ texts: [Substring], of address: Address) { (self.texts, self.address) = (texts, address) }

    /// Of an address that nothing was read from.
    package init(none address: Address) { self.init([], of: address) }

    /// The part of this type: an address has no two of one.
    /// - Throws: `NotFound` for what is none.
    package func part<Part: AddressPart>(_ type: Part.Type = Part.self) throws -> Part {
        guard let place = address.types.firstIndex(where: { $0 == type }), place < texts.count,
            texts[place].utf8.count <= type.longestAddressText, let part = Part(addressText: texts[place])
        else { throw NotFound() }
        return part
    }
}
