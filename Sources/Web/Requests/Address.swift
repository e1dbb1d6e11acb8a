/// The path of a page or resource as a value: the same one registers the route and makes the links, so no path is typed twice.
///
///     extension Address { static let users: Address = "/entities/:entity/qualities/:quality/users" }
///     Address.users(entity.number.digits, quality.id)      // "/entities/0999999130/qualities/42/users"
package struct Address: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The path with its variable parts as `:name`.
    package let pattern: String

    package init(stringLiteral pattern: String) { self.pattern = pattern }
    package init(_ pattern: String) { self.pattern = pattern }

    /// The names of the variable parts, in order.
    package var parameters: [String] { pattern.split(separator: "/").filter { $0.hasPrefix(":") }.map { String($0.dropFirst()) } }

    /// Whether a path is written exactly so: no segment more, empty or encoded. Another spelling of an address is another address; whoever guards one by
    /// its path, such as a proxy before the server, must not be led around it.
    package func matches(_ path: String) -> Bool {
        let wanted = pattern.split(separator: "/", omittingEmptySubsequences: false)
        let given = path.split(separator: "/", omittingEmptySubsequences: false)
        return wanted.count == given.count
            && zip(wanted, given).allSatisfy {
                $0.hasPrefix(":") ? !$1.isEmpty && !$1.utf8.contains(UInt8(ascii: "%")) : $0.utf8.elementsEqual($1.utf8)
            }
    }

    /// The path with its variable parts filled in, in order. A part that is missing stays visible as `:name`, and leads nowhere.
    package func callAsFunction(_ parts: any CustomStringConvertible...) -> String {
        var rest = parts[...]
        let segments = pattern.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            segment.hasPrefix(":") ? rest.popFirst()?.description ?? String(segment) : String(segment)
        }
        return segments.joined(separator: "/")
    }
}
