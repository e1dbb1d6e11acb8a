package import Rules
package import Storage

extension KeptTable {
    static let qualityContacts = KeptTable("quality_contacts", key: "quality", columns: ["quality", "email"], told: .byActs)
}

/// Where mail about a quality goes.
extension Transaction {
    package func email(of quality: Quality.ID) throws -> EmailAddress? {
        try keptRow(.qualityContacts, "WHERE quality = \(quality)") { try $0.optionalText("email").map { try EmailAddress.stored($0) } } ?? nil
    }

    package func save(email: EmailAddress?, of quality: Quality.ID) throws {
        if try keptRow(.qualityContacts, "WHERE quality = \(quality)", { _ in true }) != nil {
            _ = try keep(["email": (email?.text).bound], in: .qualityContacts, where: "quality = \(quality)")
        } else {
            // Of a row that somebody else left nothing is kept.
            try run("DELETE FROM quality_contacts WHERE quality = \(quality)")
            try keep([quality.bound, (email?.text).bound], in: .qualityContacts)
        }
    }
}
