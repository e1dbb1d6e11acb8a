/// The few words on which the engines differ.
enum Dialect: Sendable {
    case sqlite
    case postgreSQL

    /// The mark of the parameter with this number, from 1. SQLite would search a list of names for each that has one.
    func mark(_ number: Int) -> String {
        switch self {
        case .sqlite: "?"
        case .postgreSQL: "$\(number)"
        }
    }
}
