import Foundation
import Rules
import Sample
import Testing

@testable import Server

/// One short story (`Tests/Scenarios/*.yaml`): from the demo world at start, acts in the words of the field, and questions whose answers must
/// follow. A file has
/// - `story`, a sentence, and `entity`, whom the steps are about unless they say another;
/// - `steps`: an act (`ScenarioActs.swift`) or a question, `{ may: PERSON, open: APPLICATION, in: DOMAIN, for: ENTITY, answer: yes, because: REASON }`,
///   of which `in` and `for` may be left out.
///
/// People and entities go by their full names, domains, applications and reasons by their codes.
struct Scenario: Sendable, CustomTestStringConvertible {
    enum Step: Sendable {
        case act(ScenarioAct)
        case question(ScenarioQuestion)
    }

    let file: String
    let story: String
    let steps: [Step]
    var testDescription: String { "\(file): \(story)" }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Scenarios").standardized

    static let files: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasSuffix(".yaml") }.sorted()

    static func read(_ file: String) throws(UnreadableFile) -> Scenario {
        try parse(WrittenFile.text(folder.appending(path: file)), named: file)
    }

    static func parse(_ yaml: String, named file: String) throws(UnreadableFile) -> Scenario {
        let root = try WrittenFile(name: file, subject: "scenario").root(yaml)
        try root.allow("story", "entity", "steps")
        let entity = try root.entity("entity")
        var steps: [Step] = []
        for part in try root.list("steps", of: "step") {
            steps.append(
                part.has("may") ? .question(try ScenarioQuestion(part, entity: entity)) : .act(try ScenarioAct(part, entity: entity)))
        }
        return Scenario(file: file, story: try root.text("story"), steps: steps)
    }

    /// Plays it in a world of its own. Whatever went otherwise than told, by file and line; after an act that was refused, nothing more is asked.
    func disagreements() async throws -> [String] {
        let test = try await TestHouse.demo()
        var found: [String] = []
        for step in steps {
            switch step {
            case .act(let act):
                do { try await act.perform(PreparedActs(test: test)) } catch { return found + ["\(act.standing): this was not done: \(error)"] }
            case .question(let question):
                found += try await question.disagreements(in: test)
            }
        }
        return found
    }
}

extension FilePart {
    func person(_ field: String) throws(UnreadableFile) -> Person {
        let name = try text(field)
        guard let person = Town.named.first(where: { $0.name == name }) else { throw fault(field, .unknownPerson) }
        return person
    }

    func entity(_ field: String) throws(UnreadableFile) -> Entity {
        let name = try text(field)
        guard let entity = Town.entities.first(where: { $0.name == name }) else { throw fault(field, .unknownEntity) }
        return entity
    }

    func domain(_ field: String) throws(UnreadableFile) -> AccessDomain.Code {
        let code = try text(field)
        guard Town.catalogue[.init(rawValue: code)] != nil else {
            throw fault(field, .unknownChoice(code, known: Town.catalogue.domains.map(\.code.rawValue)))
        }
        return .init(rawValue: code)
    }
}
