extension PostgreSQLAddress {
    /// What follows `postgres:` in a URL.
    init(_ text: Substring) throws(InvalidDatabaseURL) {
        guard text.hasPrefix("//") else { throw .noHost }
        let rest = text.dropFirst(2)
        let (location, query) = Self.split(rest, at: "?")
        let (authority, path) = Self.split(location, at: "/")
        let (userAndPassword, hostList) = authority.contains("@") ? Self.split(authority, at: "@") : (nil, authority)
        if let userAndPassword { try read(userAndPassword) }
        try read(hosts: hostList ?? "")
        database = try path.flatMap { path throws(InvalidDatabaseURL) in path.isEmpty ? nil : try Self.decoded(path) }
        for pair in (query ?? "").split(separator: "&") { try read(option: pair) }
        if !hosts.isEmpty, options["host"] != nil || options["port"] != nil { throw .hostTwice }
    }

    private mutating func read(_ userAndPassword: Substring) throws(InvalidDatabaseURL) {
        let (name, secret) = Self.split(userAndPassword, at: ":")
        if !name.isEmpty { user = try Self.decoded(name) }
        if let secret { password = Password(text: try Self.decoded(secret)) }
    }

    private mutating func read(hosts list: Substring) throws(InvalidDatabaseURL) {
        guard !list.isEmpty else { return }
        for one in list.split(separator: ",", omittingEmptySubsequences: false) { hosts.append(try Self.host(one)) }
    }

    private mutating func read(option pair: Substring) throws(InvalidDatabaseURL) {
        let (name, value) = Self.split(pair, at: "=")
        guard let value else { throw .noValue }
        let text = try Self.decoded(value)
        switch String(name) {
        case "password":
            password = Password(text: text)
        case "connections":
            guard let number = Int(text), (2...1000).contains(number) else { throw .connections }
            connections = number
        case let name where Self.known.contains(name):
            options[name] = text
        default:
            throw .unknownOption(name: String(name))
        }
    }

    private static func host(_ text: Substring) throws(InvalidDatabaseURL) -> Host {
        var name = text
        var port: Substring?
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { throw .host }
            name = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { throw .host }
            port = rest.isEmpty ? nil : rest.dropFirst()
        } else {
            (name, port) = split(text, at: ":")
        }
        let decoded = try decoded(name)
        guard !decoded.isEmpty, !decoded.contains(where: { $0 == "," || $0 == "@" || $0.isWhitespace }) else { throw .host }
        guard let port, !port.isEmpty else { return Host(name: decoded, port: nil) }
        guard let number = UInt16(port), number > 0 else { throw .port }
        return Host(name: decoded, port: number)
    }

    private static func decoded(_ text: Substring) throws(InvalidDatabaseURL) -> String {
        guard let decoded = Percent.decode(text), !decoded.utf8.contains(0) else { throw .encoding }
        return decoded
    }

    private static func split(_ text: Substring, at sign: Character) -> (Substring, Substring?) {
        guard let index = text.firstIndex(of: sign) else { return (text, nil) }
        return (text[..<index], text[text.index(after: index)...])
    }
}
