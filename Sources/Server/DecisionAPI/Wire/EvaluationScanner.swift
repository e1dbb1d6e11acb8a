import Rules

/// Reads an evaluation request as programs write it: each member once, plain ASCII texts without escapes, whole numbers. Whatever is
/// unusual reads as nil and is left to the router, which answers or refuses it exactly (AuthZEN §6.1, RFC 8259).
struct EvaluationScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    var at = 0

    /// The question of an evaluation request; nil for one that is left to the router.
    static func question(in bytes: UnsafeBufferPointer<UInt8>) -> DecisionQuestion? {
        var scanner = EvaluationScanner(bytes)
        guard let asked = scanner.asked(), scanner.isAtEnd() else { return nil }
        return scanner.question(asked, or: Asked())
    }

    /// The questions of an evaluations request that wants them all answered (AuthZEN §7.1), each taking from the request what it leaves out; nil for one
    /// that is left to the router.
    static func questions(in bytes: UnsafeBufferPointer<UInt8>) -> [DecisionQuestion]? {
        var scanner = EvaluationScanner(bytes)
        var batch: [Asked]?
        let preset = scanner.asked { scanner, name in
            guard scanner.reads(name, "evaluations"), batch == nil else { return false }
            batch = scanner.batch()
            return batch != nil
        }
        guard let preset, let batch, !batch.isEmpty, scanner.isAtEnd() else { return nil }
        var questions: [DecisionQuestion] = []
        questions.reserveCapacity(batch.count)
        for asked in batch {
            guard let question = scanner.question(asked, or: preset) else { return nil }
            questions.append(question)
        }
        return questions
    }

    /// As many as `AuthZEN.EvaluationsRequest` takes.
    private static let longestBatch = 100

    private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private mutating func isAtEnd() -> Bool {
        skipSpace()
        return at == bytes.count
    }

    /// What one question names; the rest it may take from the request around it.
    private struct Asked {
        var person: Named?
        var action: Named?
        var resource: Named?
    }

    private func question(_ asked: Asked, or preset: Asked) -> DecisionQuestion? {
        guard let person = asked.person ?? preset.person, let action = asked.action ?? preset.action,
            let resource = asked.resource ?? preset.resource, let entity = resource.entity,
            reads(person.type, "person"), reads(action.name, "use"), reads(resource.type, "application")
        else { return nil }
        return DecisionQuestion(
            person: text(person.name), entity: text(entity), application: text(resource.name), domain: resource.domain.map(text))
    }

    private mutating func asked(_ other: (inout EvaluationScanner, Range<Int>) -> Bool = { _, _ in false }) -> Asked? {
        var asked = Asked()
        let isWhole = members { scanner, name in
            if scanner.reads(name, "subject"), asked.person == nil {
                asked.person = scanner.named("id")
                return asked.person != nil
            }
            if scanner.reads(name, "action"), asked.action == nil {
                asked.action = scanner.named("name", isTyped: false)
                return asked.action != nil
            }
            if scanner.reads(name, "resource"), asked.resource == nil {
                asked.resource = scanner.named("id", isResource: true)
                return asked.resource != nil
            }
            return other(&scanner, name)
        }
        return isWhole ? asked : nil
    }

    private mutating func batch() -> [Asked]? {
        guard take("[") else { return nil }
        var batch: [Asked] = []
        repeat {
            guard batch.count < Self.longestBatch, let asked = asked() else { return nil }
            batch.append(asked)
        } while take(",")
        return take("]") ? batch : nil
    }

    /// Where a subject, an action or a resource says what of itself.
    private struct Named {
        var type = 0..<0
        var name = 0..<0
        var entity: Range<Int>?
        var domain: Range<Int>?
    }

    private mutating func named(_ member: StaticString, isTyped: Bool = true, isResource: Bool = false) -> Named? {
        var found = Named()
        var seen = (type: !isTyped, name: false, properties: false)
        let isWhole = members { scanner, name in
            if scanner.reads(name, "type"), !seen.type {
                guard let text = scanner.quoted() else { return false }
                (found.type, seen.type) = (text, true)
                return true
            }
            if scanner.reads(name, member), !seen.name {
                guard let text = scanner.quoted() else { return false }
                (found.name, seen.name) = (text, true)
                return true
            }
            guard scanner.reads(name, "properties"), !seen.properties else { return false }
            seen.properties = true
            return isResource ? scanner.properties(&found) : scanner.skipMembers(depth: 0)
        }
        return isWhole && seen.type && seen.name ? found : nil
    }

    private mutating func properties(_ found: inout Named) -> Bool {
        var others: [Range<Int>] = []
        return members { scanner, name in
            if scanner.reads(name, "entity") { return scanner.readOnce(&found.entity) }
            if scanner.reads(name, "domain") { return scanner.readOnce(&found.domain) }
            return scanner.isNew(name, among: &others) && scanner.skipValue(depth: 0)
        }
    }

    /// A text, unless one was read there already.
    private mutating func readOnce(_ place: inout Range<Int>?) -> Bool {
        guard place == nil else { return false }
        place = quoted()
        return place != nil
    }
}
