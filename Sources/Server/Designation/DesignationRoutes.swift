import Rules
import Web

/// | method   | address                             | gate            | what happens |
/// |----------|-------------------------------------|-----------------|--------------|
/// | GET      | /designation                        | signed in, eID  | D1: asks the enterprise number |
/// | POST     | /designation                        | signed in, eID  | S5: asks the company register; a refusal says why, and who may |
/// | GET·POST | /designation/:entity                | designate-chief | D2–D4: myself or another, and how to reach us; saved as a draft |
/// | GET·POST | /designation/:entity/confirm/:draft | designate-chief | D5, D7, D10: all shown, the declaration ticked; then it is done |
/// | GET      | /designation/:entity/done/:draft    | designate-chief | D6: what was done, and the next steps |
///
/// Beyond the power, the last three ask for the card.
enum DesignationRoutes: Feature {
    static var routes: [Route] {
        [
            .get(.designation, .card, EnterprisePage.ask), .post(.designation, .card, EnterprisePage.check),
            .get(.designationForm, .power(.designateChief), byCard(DesignationPage.ask)),
            .post(.designationForm, .power(.designateChief), byCard(DesignationPage.save)),
            .get(.designationConfirmation, .power(.designateChief), byCard(ConfirmDesignationPage.show)),
            .post(.designationConfirmation, .power(.designateChief), byCard(ConfirmDesignationPage.confirm)),
            .get(.designationDone, .power(.designateChief), byCard(DesignationDonePage.show)),
        ]
    }

    /// A password is not sure enough of who it is to speak for a whole entity (MISSION D1, S8).
    private static func byCard(_ handle: @escaping Route.Handler) -> Route.Handler {
        { visit in
            guard try visit.signedIn().assurance >= .eID else { throw Refusal.eIDNeeded }
            return try await handle(visit)
        }
    }
}

extension Address {
    static let designationConfirmation = TypedAddress("/designation/:entity/confirm/:draft", EnterpriseNumber.self, Key<DraftRow>.self)
    static let designationDone = TypedAddress("/designation/:entity/done/:draft", EnterpriseNumber.self, Key<DraftRow>.self)
}
