import Rules
import Testing

@Suite struct EditContactTests {
    @Test func `a chief edits the entity; the act says so and tells no address`() throws {
        let act = try Cast.linde.contactChanged(on: Cast.occasion(.chief))
        #expect(act.code == .entityContactChanged)
        #expect(act.entity == Cast.linde.id)
        #expect(act.changes.isEmpty)
        #expect(act.details.isEmpty)
        #expect(throws: Refusal.notYourRole(.editEntity)) { try Cast.linde.contactChanged(on: Cast.occasion(.manager, Cast.jan)) }
    }

    @Test func `a manager edits their own quality only`() throws {
        let act = try Cast.employer.contactChanged(on: Cast.occasion(.manager, Cast.jan))
        #expect(act.code == .qualityContactChanged)
        #expect(act.quality == Cast.employer.id)
        #expect(throws: Refusal.anotherQuality(.editQualities)) { try Cast.care.contactChanged(on: Cast.occasion(.manager, Cast.jan)) }
    }
}
