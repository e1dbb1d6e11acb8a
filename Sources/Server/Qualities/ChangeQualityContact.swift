import Rules
import Storage
import Web

/// The e-mail address of a quality (MISSION M14).
struct ChangeQualityContact: Operation {
    let quality: Quality
    let email: EmailAddress?
    let seen: SeenFields
    /// Of the letter to both addresses: nobody in particular reads them.
    let language: Language

    static let fields = ["email"]
    static func form(_ email: EmailAddress?) -> Form { Form(["email": [email?.text ?? ""]]) }

    /// - Throws: `ChangedMeanwhile`
    func plan(in tx: borrowing Transaction, on occasion: Occasion) throws -> Plan {
        let former = try tx.email(of: quality.id)
        try seen.check(against: Self.form(former)) { try tx.lastChange(.qualityContactChanged, in: quality.entity, quality: quality.id) }
        var plan = Plan(
            try quality.contactChanged(on: occasion),
            telling: ContactLetter(entity: quality.entity, quality: quality, former: former, address: email, language: language))
        plan.add(SavedQualityEmail(quality: quality.id, email: email))
        return plan
    }
}
