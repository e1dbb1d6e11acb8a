import Rules
import Standards
import Storage
import Web

/// A national number that a list is filtered by, as it stands in an address: sealed for one visitor and one quality or entity. No address ever shows a number.
enum FilteredNumber {
    /// Nil for what this visitor was not given for this quality.
    static func opened(_ text: String, _ visit: Visit) throws -> SSIN? {
        guard text.utf8.count <= 400, let sealed = Base64URL.bytes(in: text) else { return nil }
        return try? SSIN(visit.house.sealer.open(sealed, purpose: purpose(visit)))
    }

    static func sealed(_ ssin: SSIN, _ visit: Visit) throws -> String {
        Base64URL.text(of: try visit.house.sealer.seal(ssin.digits, purpose: purpose(visit)))
    }

    /// What stands after the `?` of a list, without a number that somebody wrote there.
    static func query(_ visit: Visit) -> Form { visit.query.withoutNumbers }

    /// The number that a form asks for: typed in its own field or, by mistake, in another one; or sealed, as an address keeps it.
    static func asked(_ form: Form, elsewhere fields: [String], _ visit: Visit) throws -> SSIN? {
        let typed = (form["ssin"].isEmpty ? fields : ["ssin"]).lazy.compactMap { try? SSIN(form[$0]) }.first
        return try typed ?? opened(form["person"], visit)
    }

    private static func purpose(_ visit: Visit) throws -> String {
        "users-filter \(try visit.thisEntity().id) \(visit.quality.map { "\($0.id)" } ?? "-") \(try visit.actor().person)"
    }
}
