import Configuration
import Foundation
import Rules
import Sample
import Server
import SystemPackage

/// What was said on the command line, in the environment and in a file, settled: the command line first, then `CHATELAINE_…`, then the file.
enum Settled {
    static func reader(_ given: [AbsoluteConfigKey: ConfigValue], file: String?) async throws -> ConfigReader {
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "command line", values: given), EnvironmentVariablesProvider().prefixKeys(with: "chatelaine"),
        ]
        if let file { providers.append(try await FileProvider<YAMLSnapshot>(filePath: FilePath(file))) }
        return ConfigReader(providers: providers)
    }

    static func catalogue(_ options: Options) throws -> Catalogue {
        if let path = options.catalogue { return try CatalogueFile.read(URL(filePath: path)) }
        guard options.isDemo else { throw Complaint("Name the domains and applications: --catalogue FILE. docs/catalogue.example.yaml is a start.") }
        return Town.catalogue
    }
}
