import Rules

/// Reads an evaluation request as programs write it: its known members once each, plain ASCII texts without escapes, whole numbers. Whatever is
/// unusual reads as nil and is left to the long way, which answers or refuses it exactly (AuthZEN §6.1, RFC 8259).
struct EvaluationScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var at = 0

    /// The question of a request; nil for one that the long way has to read.
    static func question(in bytes: UnsafeBufferPointer<UInt8>) -> DecisionQuestion? {
        var scanner = EvaluationScanner(bytes)
        guard let question = scanner.request() else { return nil }
        scanner.skipSpace()
        return scanner.at == bytes.count ? question : nil
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private mutating func request() -> DecisionQuestion? {
        var (person, action, resource): (Named?, Named?, Named?)
        let isWhole = members { scanner, name in
            switch name {
            case "subject" where person == nil: person = scanner.named("id")
            case "action" where action == nil: action = scanner.named("name", isTyped: false)
            case "resource" where resource == nil: resource = scanner.named("id", isResource: true)
            default: return false
            }
            return true
        }
        guard isWhole, let person, let action, let resource, person.type == "person", action.name == "use", resource.type == "application",
            let entity = resource.entity
        else { return nil }
        return DecisionQuestion(person: person.name, entity: entity, application: resource.name, domain: resource.domain)
    }

    /// What a subject, an action or a resource says of itself.
    private struct Named {
        var type = ""
        var name = ""
        var entity: String?
        var domain: String?
    }

    private mutating func named(_ member: String, isTyped: Bool = true, isResource: Bool = false) -> Named? {
        var found = Named()
        var seen = (type: !isTyped, name: false, properties: false)
        let isWhole = members { scanner, name in
            switch name {
            case "type" where !seen.type:
                guard let text = scanner.text() else { return false }
                (found.type, seen.type) = (text, true)
                return true
            case member where !seen.name:
                guard let text = scanner.text() else { return false }
                (found.name, seen.name) = (text, true)
                return true
            case "properties" where !seen.properties:
                seen.properties = true
                return isResource ? scanner.properties(&found) : scanner.skipMembers(depth: 0)
            default: return false
            }
        }
        return isWhole && seen.type && seen.name ? found : nil
    }

    private mutating func properties(_ found: inout Named) -> Bool {
        members { scanner, name in
            switch name {
            case "entity" where found.entity == nil:
                found.entity = scanner.text()
                return found.entity != nil
            case "domain" where found.domain == nil:
                found.domain = scanner.text()
                return found.domain != nil
            case "entity", "domain": return false
            default: return scanner.skipValue(depth: 0)
            }
        }
    }

    // MARK: JSON

    /// Reads an object, asking `read` for the value of each member; false when it is none or `read` says so.
    private mutating func members(_ read: (inout EvaluationScanner, String) -> Bool) -> Bool {
        guard take("{") else { return false }
        if take("}") { return true }
        repeat {
            guard let name = text(), take(":"), read(&self, name) else { return false }
        } while take(",")
        return take("}")
    }

    private mutating func skipMembers(depth: Int) -> Bool { members { scanner, _ in scanner.skipValue(depth: depth + 1) } }

    private mutating func skipValue(depth: Int) -> Bool {
        guard depth < 8 else { return false }
        skipSpace()
        guard at < bytes.count else { return false }
        switch bytes[at] {
        case UInt8(ascii: "\""): return text() != nil
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
        while at < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[at]) { at += 1 }
    }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
        skipSpace()
        guard at < bytes.count, bytes[at] == UInt8(ascii: mark) else { return false }
        at += 1
        return true
    }

    private mutating func text() -> String? {
        guard take("\"") else { return nil }
        let start = at
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                defer { at += 1 }
                return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
            case UInt8(ascii: "\\"), 0..<0x20, 0x7F...: return nil
            default: at += 1
            }
        }
        return nil
    }
}
