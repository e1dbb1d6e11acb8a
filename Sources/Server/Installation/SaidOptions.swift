import Configuration
package import Foundation
import Synchronization

/// What was said of the options and where: the command line counts before the environment, the environment before the file. Nothing that was said is
/// passed over in silence.
package struct SaidOptions: Sendable {
    /// One value, where it was said.
    package struct Said: Hashable, Sendable {
        /// `--port`, `CHATELAINE_PORT`, or `/etc/chatelaine.yaml, line 3`.
        let place: String
        let texts: [String]
        let isList: Bool
    }

    let reader: ConfigReader
    private let said: [String: Said]
    private let overridden: [(name: String, value: Said)]
    private let unread = UnreadValues()

    /// - Parameters:
    ///   - commandLine: texts by the names of the options.
    ///   - environment: all variables; those that begin with `CHATELAINE_` are ours.
    /// - Throws: `UnknownOption`, `WrongOption`, `UnreadableFile`.
    package init(commandLine: [String: String] = [:], environment: [String: String] = [:], file: URL? = nil) throws {
        let variables = environment.filter { $0.key.hasPrefix(OptionTable.prefix) && !OptionTable.foreign.contains($0.key) }
        if let unknown = variables.keys.sorted().first(where: { name in !OptionTable.all.contains { $0.variable == name } }) {
            throw UnknownOption(
                place: "the environment", name: unknown, nearest: OptionTable.nearest(to: unknown, among: OptionTable.all.map(\.variable)))
        }
        var said = try file.map(Self.written) ?? [:]
        var overridden: [(name: String, value: Said)] = []
        for option in OptionTable.all {
            for saying in [option.said(in: variables), option.said(on: commandLine)] {
                guard let saying else { continue }
                if let other = said.updateValue(saying, forKey: option.name) { overridden.append((option.name, other)) }
            }
        }
        try self.init(said, overridden)
    }

    private init(_ said: [String: Said], _ overridden: [(name: String, value: Said)]) throws(WrongOption) {
        (self.said, self.overridden) = (said, overridden)
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        for (name, value) in said {
            guard let option = OptionTable[name] else { continue }
            if value.texts.contains(where: { $0.allSatisfy(\.isWhitespace) }) { throw WrongOption(option, value) }
            values[AbsoluteConfigKey(name.split(separator: ".").map(String.init))] = ConfigValue(value.content(option), isSecret: option.isSecret)
        }
        reader = ConfigReader(providers: [InMemoryProvider(name: "options", values: values)], accessReporter: unread)
    }

    /// What would hold if a value counted that another was said before: one for each such value, so that it is judged although it does not hold.
    func withOverridden() throws(WrongOption) -> [SaidOptions] {
        var others: [SaidOptions] = []
        for (name, value) in overridden { others.append(try SaidOptions(said.merging([name: value]) { $1 }, [])) }
        return others
    }

    /// The values of a file by the options' names, those in sections too; none of an empty one, where everything is commented out.
    private static func written(_ file: URL) throws -> [String: Said] {
        var said: [String: Said] = [:]
        let written = WrittenFile(name: file.relativePath, subject: "configuration")
        for leaf in try written.rootIfAny(WrittenFile.text(file))?.leaves() ?? [] {
            let place = UnreadableFile.standing(file: file.relativePath, line: leaf.line)
            guard OptionTable[leaf.name] != nil else {
                throw UnknownOption(
                    place: place, name: UnreadableFile.harmless(leaf.name),
                    nearest: OptionTable.nearest(to: leaf.name, among: OptionTable.all.map(\.name)))
            }
            if let first = said[leaf.name] { throw SaidTwice(name: leaf.name, places: [first.place, place]) }
            said[leaf.name] = Said(place: place, texts: leaf.texts, isList: leaf.isList)
        }
        return said
    }

    /// To be called once all was read.
    /// - Throws: `WrongOption` about a value that could not be read as what it must be.
    func requireAllRead() throws(WrongOption) {
        if let name = unread.names.min() { throw wrong(name) }
    }

    /// Why the value of an option cannot be used.
    func wrong(_ name: String, because problem: String? = nil) -> WrongOption {
        guard let option = OptionTable[name] else { return WrongOption(name: name, expected: problem ?? "another value") }
        return WrongOption(option, said[name], problem)
    }

    func require(_ isGood: Bool, _ name: String) throws(WrongOption) { if !isGood { throw wrong(name) } }
}

extension SaidOptions.Said {
    /// As the option's kind where it can be read so, else as it was said, which whoever asks for that kind is told of.
    fileprivate func content(_ option: OptionDeclaration) -> ConfigContent {
        guard option.kind == .list || !isList else { return .stringArray(texts) }
        let text = texts.first ?? ""
        switch option.kind {
        case .flag: return Self.flags[text.lowercased()].map { .bool($0) } ?? .string(text)
        case .number: return Int(text).map { .int($0) } ?? .string(text)
        case .fraction: return Double(text).map { .double($0) } ?? .string(text)
        case .text: return .string(text)
        case .list: return isList ? .stringArray(texts.map { $0.trimmingCharacters(in: .whitespaces) }) : .string(text)
        }
    }

    private static let flags = ["true": true, "yes": true, "on": true, "1": true, "false": false, "no": false, "off": false, "0": false]
}

extension OptionDeclaration {
    fileprivate func said(in variables: [String: String]) -> SaidOptions.Said? {
        variables[variable].map { text in
            SaidOptions.Said(
                place: variable, texts: kind == .list ? text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) : [text],
                isList: kind == .list)
        }
    }

    fileprivate func said(on commandLine: [String: String]) -> SaidOptions.Said? {
        commandLine[name].map { SaidOptions.Said(place: "--\(flag ?? name)", texts: [$0], isList: false) }
    }
}

/// Remembers which values could not be read as what they must be: the reader passes them over.
private final class UnreadValues: AccessReporter {
    private let keys = Mutex<Set<String>>([])

    var names: Set<String> { keys.withLock { $0 } }

    func report(_ event: AccessEvent) {
        let isRead = event.conversionError == nil && event.providerResults.allSatisfy { (try? $0.result.get()) != nil }
        if !isRead { keys.withLock { _ = $0.insert(event.metadata.key.components.joined(separator: ".")) } }
    }
}

/// An option whose value cannot be used. Never repeats a secret.
package struct WrongOption: Error, Hashable, CustomStringConvertible {
    package let name: String
    package let expected: String
    private var said: SaidOptions.Said?
    private var isSecret = true
    private var problem: String?

    package init(name: String, expected: String, _ problem: String? = nil) {
        self.name = name
        self.expected = expected
        self.problem = problem
    }

    init(_ option: OptionDeclaration, _ said: SaidOptions.Said?, _ problem: String? = nil) {
        self.init(name: option.name, expected: option.expected)
        (self.said, isSecret, self.problem) = (said, option.isSecret, problem)
    }

    package var description: String {
        guard let said else { return "\(name): \(problem ?? "expected \(expected).")" }
        let value = isSecret ? "cannot be used" : "is `\(said.texts.joined(separator: ", ").prefix(200))`"
        return "\(said.place): \(name) \(value). \(problem ?? "Expected: \(expected).")"
    }
}

/// An option that nobody knows, perhaps misspelt.
package struct UnknownOption: Error, Hashable, CustomStringConvertible {
    let place: String
    package let name: String
    package let nearest: String?

    package var description: String {
        "\(place): there is no option \(name). \(nearest.map { "Is \($0) meant?" } ?? "docs/operations.md has a table of all.")"
    }
}

/// An option that a file says with its dot and in a section.
package struct SaidTwice: Error, Hashable, CustomStringConvertible {
    package let name: String
    let places: [String]

    package var description: String { "\(places.joined(separator: " and ")): \(name) is said twice. Remove one of them." }
}
