extension AuthZEN {
    /// Why a request cannot be answered: the member that is wrong, by its path. To be sent with status 400 (§10.1, error responses).
    package struct InvalidRequest: Error, Hashable, Sendable {
        package enum Problem: Hashable, Sendable {
            /// The body is not JSON.
            case notJSON
            case missing
            /// Two members have this name.
            case doubled
            /// A letter of a name or text has more marks than any writing puts on one.
            case tooManyMarks
            /// What the specification wants there: "a string", "an object", "an array".
            case expected(String)
            case tooMany(limit: Int)
            case unknown(allowed: [String])
        }

        /// Such as `evaluations[2].resource.id`; empty for the body itself.
        package var path: String
        package var problem: Problem

        package init(path: String, problem: Problem) {
            self.path = path
            self.problem = problem
        }
    }
}

extension AuthZEN.InvalidRequest: CustomStringConvertible {
    /// An English sentence for the developer of the asking program.
    package var description: String {
        let member = path.isEmpty ? "the request body" : path
        return switch problem {
        case .notJSON: "\(member) is not JSON"
        case .missing: "\(member) is missing"
        case .doubled: "\(member.prefix(200)) stands there twice"
        case .tooManyMarks: "\(member.prefix(200)) has a letter under more than 30 marks"
        case .expected(let kind): "\(member) must be \(kind)"
        case .tooMany(let limit): "\(member) must not hold more than \(limit) elements"
        case .unknown(let allowed): "\(member) must be one of \(allowed.joined(separator: ", "))"
        }
    }
}
