import Foundation
import Yams

/// A YAML file that an operator wrote.
struct WrittenFile {
    /// As complaints name it; nil when there is no need to say which.
    let name: String?
    /// `catalogue`, `register`: what it is a file of.
    let subject: String

    static func text(_ file: URL) throws(UnreadableFile) -> String {
        do { return try String(contentsOf: file, encoding: .utf8) } catch {
            var isDirectory: ObjCBool = false
            let problem: UnreadableFile.Problem =
                if !FileManager.default.fileExists(atPath: file.path, isDirectory: &isDirectory) { .absent } else if isDirectory.boolValue {
                    .directory
                } else if !FileManager.default.isReadableFile(atPath: file.path) { .forbidden } else { .unreadable }
            throw UnreadableFile(file: file.relativePath, line: nil, place: "", field: "", problem: problem)
        }
    }

    func root(_ yaml: String) throws(UnreadableFile) -> FilePart {
        guard let root = try rootIfAny(yaml) else { throw UnreadableFile(file: name, line: nil, place: "", field: "", problem: .blank) }
        return root
    }

    /// Nil for a file that holds nothing, or comments alone.
    func rootIfAny(_ yaml: String) throws(UnreadableFile) -> FilePart? {
        do {
            guard let node = try Yams.compose(yaml: yaml), node.null == nil else { return nil }
            return try FilePart(node, in: self)
        } catch let unreadable as UnreadableFile { throw unreadable } catch {
            let (line, why) = Self.explained(error)
            throw UnreadableFile(file: name, line: line, place: "", field: "", problem: .notYAML(why))
        }
    }

    /// Yams also repeats the line itself, which may hold what belongs in no terminal and no log.
    private static func explained(_ error: any Error) -> (line: Int?, why: String) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?, .composer(_, let problem, let mark, _)?:
            (mark.line, problem)
        case .reader(let problem, _, _, _)?: (nil, problem)
        case .duplicatedKeysInMapping(let keys, let context)?:
            (context.mark.line, "duplicated key \(keys.map { "`\(UnreadableFile.harmless($0))`" }.sorted().joined(separator: ", "))")
        default: (nil, "it cannot be read")
        }
    }
}
