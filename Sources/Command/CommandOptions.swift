import ArgumentParser
import Foundation
import Rules
import Sample
import Server

/// What was said on the command line, in the environment and in a file.
enum CommandOptions {
    /// - Parameter given: by the options' names; nil where the command line says nothing.
    static func read(_ given: [String: String?], file: String?) throws -> Options {
        try Options(
            SaidOptions(
                commandLine: given.compactMapValues(\.self), environment: ProcessInfo.processInfo.environment, file: file.map { URL(filePath: $0) }))
    }

    static func catalogue(_ options: Options) throws -> Catalogue {
        if let path = options.catalogue { return try CatalogueFile.read(URL(filePath: path)) }
        guard options.isDemo else { throw Complaint("Name the domains and applications: --catalogue FILE. docs/catalogue.example.yaml is a start.") }
        return Town.catalogue
    }
}

extension Bool {
    /// A flag can only be said, not denied.
    var given: String? { self ? "true" : nil }
}

extension ArgumentHelp {
    /// What an option means, from the table of them all.
    static func option(_ name: String) -> ArgumentHelp { ArgumentHelp(stringLiteral: OptionTable[name]?.help ?? "") }

    static let configurationFile: ArgumentHelp = "A YAML file with any of these options and more; docs/operations.md has a table of all."
}
