/// A statement with its values, to be sent together with others.
struct PostgreSQLStep {
    let text: String
    let parameters: PostgreSQLParameters
}

extension PostgreSQLStep {
    init(_ text: String) { self.init(text: text, parameters: PostgreSQLParameters()) }
}
