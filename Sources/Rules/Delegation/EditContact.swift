extension Entity {
    /// The act that remembers that the entity's contact details changed; the details themselves stay out of the ledger (MISSION M4).
    package func contactChanged(on occasion: Occasion) throws(Refusal) -> Act {
        try occasion.acting.require(.editEntity, in: Place(entity: id))
        return occasion.act(.entityContactChanged)
    }
}

extension Quality {
    /// The act that remembers that the quality's e-mail address changed (MISSION M14).
    package func contactChanged(on occasion: Occasion) throws(Refusal) -> Act {
        try occasion.acting.require(.editQualities, in: Place(self))
        return occasion.act(.qualityContactChanged, quality: id)
    }
}
