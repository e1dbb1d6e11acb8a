/// A statement with its values, to be sent together with others.
struct PostgreSQLStep {
    let text: String
    let parameters: PostgreSQLParameters
}

extension PostgreSQLStep {
    init(_ text: String) { self.init(text: text, parameters: PostgreSQLParameters()) }
    init(_ text: String, _ number: Int64) { self.init(text: text, parameters: PostgreSQLParameters(number)) }

    init(_ sql: SQL) throws { self.init(text: sql.text(in: .postgreSQL), parameters: try PostgreSQLParameters(sql.parameters())) }
}
