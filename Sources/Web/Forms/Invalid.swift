import HTTPTypes

/// What was wrong with a form, field by field, in the order of the fields. `code` picks the sentence: `invalid.<code>`.
package struct Invalid: Error, Sendable {
    package struct Problem: Hashable, Sendable {
        package let field: String
        package let code: String
        package let values: [String: String]

        package init(_ field: String, _ code: String, _ values: [String: String] = [:]) {
            self.field = field
            self.code = code
            self.values = values
        }
    }

    package private(set) var problems: [Problem] = []

    package init(_ problems: Problem...) { self.problems = problems }

    package var isEmpty: Bool { problems.isEmpty }

    package mutating func add(_ field: String, _ code: String, _ values: [String: String] = [:]) { problems.append(.init(field, code, values)) }

    /// The first problem of a field.
    package subscript(_ field: String) -> Problem? { problems.first { $0.field == field } }
}

extension Invalid: TellableError {
    package var report: ProblemReport? { ProblemReport("invalid", .unprocessableContent) }
}
