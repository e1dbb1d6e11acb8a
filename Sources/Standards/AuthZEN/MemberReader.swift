/// Reads the members of a JSON object and names, by its path in the whole request, the one that is not as it should be.
struct MemberReader {
    typealias Failure = AuthZEN.InvalidRequest

    let path: String
    let members: [String: JSONValue]

    init(_ value: JSONValue, at path: String) throws(Failure) {
        guard let members = value.object else { throw Failure(path: path, problem: .expected("an object")) }
        self.path = path
        self.members = members
    }

    func path(of name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    func has(_ name: String) -> Bool { members[name] != nil }

    func string(_ name: String) throws(Failure) -> String {
        guard let value = members[name] else { throw Failure(path: path(of: name), problem: .missing) }
        guard let text = value.string else { throw Failure(path: path(of: name), problem: .expected("a string")) }
        return text
    }

    func object(_ name: String) throws(Failure) -> MemberReader {
        guard let value = members[name] else { throw Failure(path: path(of: name), problem: .missing) }
        return try MemberReader(value, at: path(of: name))
    }

    /// The members of an object that may be left out.
    func properties(_ name: String) throws(Failure) -> [String: JSONValue] {
        has(name) ? try object(name).members : [:]
    }

    /// The elements of an array that may be left out, each with its path.
    func elements(_ name: String, atMost limit: Int) throws(Failure) -> [(path: String, value: JSONValue)] {
        guard let value = members[name] else { return [] }
        guard case .array(let elements) = value else { throw Failure(path: path(of: name), problem: .expected("an array")) }
        guard elements.count <= limit else { throw Failure(path: path(of: name), problem: .tooMany(limit: limit)) }
        return elements.enumerated().map { ("\(path(of: name))[\($0)]", $1) }
    }
}
