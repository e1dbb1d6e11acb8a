/// One question, in our own words.
package struct DecisionQuestion: Hashable, Sendable {
    package var person: String
    package var entity: String
    package var application: String
    package var domain: String?

    package init(person: String, entity: String, application: String, domain: String? = nil) {
        self.person = person
        self.entity = entity
        self.application = application
        self.domain = domain
    }
}
