/// The few words on which the engines differ.
enum Dialect: Sendable {
    case sqlite
    case postgreSQL

    /// The mark of the parameter with this number, from 1.
    func mark(_ number: Int) -> String {
        switch self {
        case .sqlite: "?\(number)"
        case .postgreSQL: "$\(number)"
        }
    }
}
