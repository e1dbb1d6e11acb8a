/// Why a catalogue file was refused: where, which field, what is expected. In English, as everything on the command line.
package struct UnreadableCatalogue: Error, Hashable, CustomStringConvertible {
    package enum Problem: Hashable, Sendable {
        case notYAML(String)
        case missing
        case notText
        case notAList
        case notFields
        case empty
        /// A name that the format does not have, perhaps misspelt.
        case unknownField
        case badCode(String)
        case repeated(String)
        case unknownIdentifier(String)
    }

    /// From 1; nil when the file as a whole is meant.
    package let line: Int?
    /// `domain nsso-employer, application dimona`; a domain without a readable code is named by its number.
    package let place: String
    /// `labels.de`
    package let field: String
    package let problem: Problem

    package var description: String {
        let line = line.map { "line \($0): " } ?? ""
        return "\(line)\(place.isEmpty ? "" : "\(place): ")\(field.isEmpty ? "" : "`\(field)` ")\(explanation)"
    }

    private var explanation: String {
        switch problem {
        case .notYAML(let why): "the file is not YAML: \(why)"
        case .missing: "is missing"
        case .notText: "must be text"
        case .notAList: "must be a list"
        case .notFields: "must be fields with values"
        case .empty: "must not be empty"
        case .unknownField: "is not a field of the catalogue"
        case .badCode(let code): "may only hold lower-case letters, digits and hyphens, not `\(code)`"
        case .repeated(let code): "must be different each time, `\(code)` stands twice"
        case .unknownIdentifier(let kind): "must be one of \(CatalogueFile.identifierKinds.joined(separator: ", ")), not `\(kind)`"
        }
    }
}
