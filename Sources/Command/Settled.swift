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

    /// What the options that most sub-commands have say.
    static func given(_ demo: Bool, _ data: String?, _ database: String?) -> [AbsoluteConfigKey: ConfigValue] {
        var given: [AbsoluteConfigKey: ConfigValue] = [:]
        if demo { given[["demo"]] = ConfigValue(.bool(true), isSecret: false) }
        if let data { given[["data"]] = ConfigValue(.string(data), isSecret: false) }
        if let database { given[["database"]] = ConfigValue(.string(database), isSecret: false) }
        return given
    }

    static func catalogue(_ options: Options) throws -> Catalogue {
        if let path = options.catalogue { return try CatalogueFile.read(URL(filePath: path)) }
        guard options.isDemo else { throw Complaint("Name the domains and applications: --catalogue FILE. docs/catalogue.example.yaml is a start.") }
        return Town.catalogue
    }
}
