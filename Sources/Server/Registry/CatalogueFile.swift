package import Foundation
package import Rules
import Yams

/// The catalogue of an installation, written in YAML (`--catalogue FILE`); `docs/catalogue.example.yaml` shows the format.
package enum CatalogueFile {
    package static let identifierKinds = DomainIdentifier.Kind.allCases.map(\.rawValue)

    /// - Throws: `UnreadableCatalogue`, or Foundation's error when there is no such file of text.
    package static func read(_ file: URL) throws -> Catalogue { try parse(String(contentsOf: file, encoding: .utf8)) }

    package static func parse(_ yaml: String) throws(UnreadableCatalogue) -> Catalogue {
        let root = try CataloguePart(node(yaml), place: "")
        try root.allow("domains")
        return Catalogue(try distinct(root.list("domains", of: "domain"), domain, code: \.code))
    }

    private static func node(_ yaml: String) throws(UnreadableCatalogue) -> Node? {
        do { return try Yams.compose(yaml: yaml) } catch {
            throw UnreadableCatalogue(line: nil, place: "", field: "", problem: .notYAML("\(error)"))
        }
    }

    private static func domain(_ part: CataloguePart) throws(UnreadableCatalogue) -> AccessDomain {
        try part.allow("code", "identifier", "labels", "applications")
        return AccessDomain(
            code: try part.code(), labels: try labels(part), identifier: try identifier(part),
            applications: try distinct(part.list("applications", of: "application"), application, code: \.code))
    }

    private static func application(_ part: CataloguePart) throws(UnreadableCatalogue) -> SecuredApplication {
        try part.allow("code", "labels")
        return SecuredApplication(code: try part.code(), labels: try labels(part))
    }

    private static func identifier(_ part: CataloguePart) throws(UnreadableCatalogue) -> DomainIdentifier.Kind {
        let text = try part.text("identifier")
        guard let kind = DomainIdentifier.Kind(rawValue: text) else { throw part.fault("identifier", .unknownIdentifier(text)) }
        return kind
    }

    private static func labels(_ part: CataloguePart) throws(UnreadableCatalogue) -> [Language: String] {
        let labels = try part.fields("labels")
        try labels.allow(Language.allCases.map(\.rawValue))
        var texts: [Language: String] = [:]
        for language in Language.allCases { texts[language] = try labels.text(language.rawValue) }
        return texts
    }

    private static func distinct<Value>(
        _ parts: [CataloguePart], _ read: (CataloguePart) throws(UnreadableCatalogue) -> Value, code: KeyPath<Value, String>
    ) throws(UnreadableCatalogue) -> [Value] {
        var (values, seen): ([Value], Set<String>) = ([], [])
        for part in parts {
            let value = try read(part)
            guard seen.insert(value[keyPath: code]).inserted else { throw part.fault("code", .repeated(value[keyPath: code])) }
            values.append(value)
        }
        return values
    }
}
