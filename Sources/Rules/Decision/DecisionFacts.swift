/// What is known about one question "may this person use this application for this entity?", gathered before anything is decided.
package struct DecisionFacts: Hashable, Sendable {
    /// What is known of one quality.
    package struct QualityFacts: Hashable, Sendable {
        package let quality: Quality
        /// The person's holding in this quality as manager, co-manager or user.
        package let held: Holding?
        package let hasAppointedManager: Bool

        package init(quality: Quality, held: Holding?, hasAppointedManager: Bool) {
            self.quality = quality
            self.held = held
            self.hasAppointedManager = hasAppointedManager
        }
    }

    package let person: Person.ID?
    package let entity: Entity?
    package let isRegistered: Bool
    /// The person's chief assignment in the entity, if they are the chief.
    package let chief: Assignment?
    /// One for every open quality of the entity, by domain and identifier.
    package let qualities: [QualityFacts]

    package init(person: Person.ID?, entity: Entity?, isRegistered: Bool, chief: Assignment?, qualities: [QualityFacts]) {
        self.person = person
        self.entity = entity
        self.isRegistered = isRegistered
        self.chief = chief
        self.qualities = qualities
    }
}
