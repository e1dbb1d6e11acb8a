import Rules

/// The contact centre in the reader's language: who answers, at what number, and when.
struct ContactCentre: Codable, Sendable {
    let name: String
    let phone: String
    let hours: String?
    /// The number for a link (RFC 3966).
    let call: String

    init(name: String, phone: String, hours: String?) {
        (self.name, self.phone, self.hours) = (name, phone, hours)
        call = "tel:\(phone.filter { $0.isNumber || $0 == "+" })"
    }
}

extension Visit {
    /// Whether pages may say to call.
    var hasContactCentre: Bool { house.settings.contact.isReachable || house.settings.isDemo }

    /// As the operator configured it; in the demo an invented one, unless configured; nil when there is no number to call.
    var contactCentre: ContactCentre? {
        let contact = house.settings.contact
        if contact.isReachable {
            return ContactCentre(name: contact.name[language] ?? say("layout.contact"), phone: contact.phone, hours: contact.hours[language])
        }
        guard house.settings.isDemo else { return nil }
        return ContactCentre(name: say("layout.demoContact.name"), phone: Self.inventedNumber, hours: say("layout.demoContact.hours"))
    }

    /// No subscriber has it: Belgian numbers go on after the zone with another digit than 0.
    private static let inventedNumber = "+32 2 000 00 00"
}
