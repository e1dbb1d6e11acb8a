package import Foundation
package import Rules

/// The catalogue of an installation, written in YAML (`--catalogue FILE`); `docs/catalogue.example.yaml` shows the format.
package enum CatalogueFile {
    package static let identifierKinds = DomainIdentifier.Kind.allCases.map(\.rawValue)

    package static func read(_ file: URL) throws(UnreadableFile) -> Catalogue {
        try parse(WrittenFile.text(file), named: file.relativePath)
    }

    package static func parse(_ yaml: String, named name: String? = nil) throws(UnreadableFile) -> Catalogue {
        let root = try WrittenFile(name: name, subject: "catalogue").root(yaml)
        try root.allow("domains")
        return Catalogue(try distinct(root.list("domains", of: "domain"), domain, code: \.code.rawValue))
    }

    private static func domain(_ part: FilePart) throws(UnreadableFile) -> AccessDomain {
        try part.allow("code", "identifier", "labels", "applications")
        let parts = try part.list("applications", of: "application")
        let applications = try distinct(parts, application, code: \.code.rawValue)
        try requireKnown(applications, parts)
        return AccessDomain(
            code: .init(rawValue: try part.code()), labels: try labels(part), identifier: try part.choice("identifier", DomainIdentifier.Kind.self),
            applications: applications)
    }

    private static func application(_ part: FilePart) throws(UnreadableFile) -> SecuredApplication {
        try part.allow("code", "labels", "descriptions", "confusedWith")
        return SecuredApplication(
            code: .init(rawValue: try part.code()), labels: try labels(part),
            descriptions: part.has("descriptions") ? try labels(part, "descriptions") : [:],
            confusedWith: part.has("confusedWith") ? try part.texts("confusedWith").map(SecuredApplication.Code.init) : [])
    }

    /// An application is confused with others of its domain.
    private static func requireKnown(_ applications: [SecuredApplication], _ parts: [FilePart]) throws(UnreadableFile) {
        let known = Set(applications.map(\.code))
        for (application, part) in zip(applications, parts) {
            if let unknown = application.confusedWith.first(where: { !known.contains($0) || $0 == application.code }) {
                throw part.fault(
                    "confusedWith", .unknownChoice(unknown.rawValue, known: known.subtracting([application.code]).map(\.rawValue).sorted()))
            }
        }
    }

    private static func labels(_ part: FilePart, _ field: String = "labels") throws(UnreadableFile) -> [Language: String] {
        let labels = try part.fields(field)
        try labels.allow(Language.allCases.map(\.rawValue))
        var texts: [Language: String] = [:]
        for language in Language.allCases { texts[language] = try labels.text(language.rawValue) }
        return texts
    }

    private static func distinct<Value>(
        _ parts: [FilePart], _ read: (FilePart) throws(UnreadableFile) -> Value, code: KeyPath<Value, String>
    ) throws(UnreadableFile) -> [Value] {
        var (values, seen): ([Value], Set<String>) = ([], [])
        for part in parts {
            let value = try read(part)
            guard seen.insert(value[keyPath: code]).inserted else { throw part.fault("code", .repeated(value[keyPath: code])) }
            values.append(value)
        }
        return values
    }
}
