import Rules

/// Reads an evaluation request as programs write it: each member once, plain ASCII texts without escapes, whole numbers. Whatever is
/// unusual reads as nil and is left to the router, which answers or refuses it exactly (AuthZEN §6.1, RFC 8259).
struct EvaluationScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var at = 0

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
            if scanner.reads(name, "entity") {
                guard found.entity == nil else { return false }
                found.entity = scanner.quoted()
                return found.entity != nil
            }
            if scanner.reads(name, "domain") {
                guard found.domain == nil else { return false }
                found.domain = scanner.quoted()
                return found.domain != nil
            }
            return scanner.isNew(name, among: &others) && scanner.skipValue(depth: 0)
        }
    }

    // MARK: JSON

    /// Reads an object, asking `read` for the value of each member; false when it is none or `read` says so.
    private mutating func members(_ read: (inout EvaluationScanner, Range<Int>) -> Bool) -> Bool {
        guard take("{") else { return false }
        if take("}") { return true }
        repeat {
            guard let name = quoted(), take(":"), read(&self, name) else { return false }
        } while take(",")
        return take("}")
    }

    private mutating func skipMembers(depth: Int) -> Bool {
        var names: [Range<Int>] = []
        return members { scanner, name in scanner.isNew(name, among: &names) && scanner.skipValue(depth: depth + 1) }
    }

    /// False for a name that stands there already, and for one too many: looking for it among all that came before must stay cheap.
    private func isNew(_ name: Range<Int>, among names: inout [Range<Int>]) -> Bool {
        guard names.count < 16, !names.contains(where: { bytes[$0].elementsEqual(bytes[name]) }) else { return false }
        names.append(name)
        return true
    }

    private mutating func skipValue(depth: Int) -> Bool {
        guard depth < 8 else { return false }
        skipSpace()
        guard at < bytes.count else { return false }
        switch bytes[at] {
        case UInt8(ascii: "\""): return quoted() != nil
        case UInt8(ascii: "{"): return skipMembers(depth: depth)
        case UInt8(ascii: "["):
            at += 1
            if take("]") { return true }
            repeat {
                guard skipValue(depth: depth + 1) else { return false }
            } while take(",")
            return take("]")
        case UInt8(ascii: "1")...UInt8(ascii: "9"):
            while at < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]) { at += 1 }
            // A fraction or an exponent goes on here, and is no end of a value.
            return true
        default: return skip("true") || skip("false") || skip("null")
        }
    }

    private mutating func skip(_ word: StaticString) -> Bool {
        guard at + word.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<word.utf8CodeUnitCount where bytes[at + offset] != word.utf8Start[offset] { return false }
        at += word.utf8CodeUnitCount
        return true
    }

    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at += 1
            default: return
            }
        }
    }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
        skipSpace()
        guard at < bytes.count, bytes[at] == UInt8(ascii: mark) else { return false }
        at += 1
        return true
    }

    private func text(_ place: Range<Int>) -> String { String(decoding: UnsafeBufferPointer(rebasing: bytes[place]), as: UTF8.self) }

    /// Where a text stands, without its quotes.
    private mutating func quoted() -> Range<Int>? {
        guard take("\"") else { return nil }
        let start = at
        skipPlain()
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                defer { at += 1 }
                return start..<at
            case UInt8(ascii: "\\"), 0..<0x20, 0x7F...: return nil
            default: at += 1
            }
        }
        return nil
    }

    /// Goes over eight bytes at a time as long as none is special.
    private mutating func skipPlain() {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs = ones << 7
        while at + 8 <= bytes.count {
            let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: at, as: UInt64.self)
            let (quote, backslash) = (word ^ ones &* 0x22, word ^ ones &* 0x5C)
            // A byte below 0x20, from 0x7F up, a quote or a backslash leaves its high bit; a false alarm only means a byte at a time.
            let control = (word &- ones &* 0x20) | word | (word &+ ones)
            guard (control | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash) & highs == 0 else { return }
            at += 8
        }
    }

    private func reads(_ place: Range<Int>, _ word: StaticString) -> Bool {
        guard place.count == word.utf8CodeUnitCount else { return false }
        for offset in 0..<place.count where bytes[place.lowerBound + offset] != word.utf8Start[offset] { return false }
        return true
    }
}
