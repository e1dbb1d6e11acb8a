extension AuthZEN {
    /// §5.1: who asks for access.
    package struct Subject: Hashable, Sendable {
        package var type: String
        package var id: String
        package var properties: [String: JSONValue]

        package init(type: String, id: String, properties: [String: JSONValue] = [:]) {
            self.type = type
            self.id = id
            self.properties = properties
        }
    }

    /// §5.2: what access is asked to.
    package struct Resource: Hashable, Sendable {
        package var type: String
        package var id: String
        package var properties: [String: JSONValue]
        /// Where it stands in the request, such as `evaluations[2].resource`: for naming what is wrong in its properties.
        package var path: String

        package init(type: String, id: String, properties: [String: JSONValue] = [:], path: String = "resource") {
            self.type = type
            self.id = id
            self.properties = properties
            self.path = path
        }
    }

    /// §5.3: what the subject wants to do.
    package struct Action: Hashable, Sendable {
        package var name: String
        package var properties: [String: JSONValue]

        package init(name: String, properties: [String: JSONValue] = [:]) {
            self.name = name
            self.properties = properties
        }
    }

    /// One question (§6.1): may this subject do this to this resource, in this context (§5.4)?
    package struct Evaluation: Hashable, Sendable {
        package var subject: Subject
        package var action: Action
        package var resource: Resource
        package var context: [String: JSONValue]

        package init(subject: Subject, action: Action, resource: Resource, context: [String: JSONValue] = [:]) {
            self.subject = subject
            self.action = action
            self.resource = resource
            self.context = context
        }
    }
}
