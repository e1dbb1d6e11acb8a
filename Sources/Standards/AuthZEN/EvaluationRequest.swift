package import FoundationEssentials

extension AuthZEN.Evaluation {
    /// Reads the body of an evaluation request (§6.1). Members the specification does not know are passed over (§10.1, JSON serialization).
    package init(json: Data) throws(AuthZEN.InvalidRequest) {
        let body = try MemberReader(json: json)
        try self.init(body, defaults: body)
    }

    /// Reads one question; a member it leaves out is taken whole from `defaults` (§7.1.1).
    init(_ reader: MemberReader, defaults: MemberReader) throws(AuthZEN.InvalidRequest) {
        func source(_ name: String) -> MemberReader { !reader.has(name) && defaults.has(name) ? defaults : reader }
        self.init(
            subject: try AuthZEN.Subject(source("subject").object("subject")),
            action: try AuthZEN.Action(source("action").object("action")),
            resource: try AuthZEN.Resource(source("resource").object("resource")),
            context: try source("context").properties("context"))
    }
}

extension MemberReader {
    /// The body as a whole, which must be an object (§10.1, JSON serialization).
    init(json: Data) throws(AuthZEN.InvalidRequest) {
        let value: JSONValue
        do throws(JSONFault) { value = try JSONValue(json: json) } catch {
            switch error {
            case .notJSON: throw AuthZEN.InvalidRequest(path: "", problem: .notJSON)
            case .doubledMember(let place): throw AuthZEN.InvalidRequest(path: place, problem: .doubled)
            case .tooManyMarks(let place): throw AuthZEN.InvalidRequest(path: place, problem: .tooManyMarks)
            }
        }
        try self.init(value, at: "")
    }
}

extension AuthZEN.Subject {
    init(_ reader: MemberReader) throws(AuthZEN.InvalidRequest) {
        self.init(type: try reader.string("type"), id: try reader.string("id"), properties: try reader.properties("properties"))
    }
}

extension AuthZEN.Action {
    init(_ reader: MemberReader) throws(AuthZEN.InvalidRequest) {
        self.init(name: try reader.string("name"), properties: try reader.properties("properties"))
    }
}

extension AuthZEN.Resource {
    init(_ reader: MemberReader) throws(AuthZEN.InvalidRequest) {
        self.init(
            type: try reader.string("type"), id: try reader.string("id"), properties: try reader.properties("properties"), path: reader.path)
    }
}
