/// What stands against an act that was recorded all the same: the rule that would have refused it.
package enum Unlawful: Error, Hashable, Sendable {
    /// What the rules would have said to whoever asked.
    case refused(Refusal)
    /// The authority that it names was not open then, or there is none that gives this power.
    case authorityNotHeld
    /// The authority that it names is another's.
    case anotherActor
    /// Done before what was recorded earlier, by more than clocks may differ.
    case earlier
    /// It changes something outside the entity or quality that it names.
    case outOfPlace
    /// It names a quality that the entity does not have.
    case qualityNotOpen
    /// It opens what was there, or closes what was not: told by the row.
    case impossible(row: String)
    /// Acts of its code change something else.
    case notOfThisCode
    /// It changes what somebody else holds than the person whom it names.
    case anotherSubject
    /// No key of this installation proves that it was recorded here.
    case unauthentic
}

extension Unlawful: CustomStringConvertible {
    package var description: String {
        switch self {
        case .refused(let refusal): Self.words(of: refusal)
        case .authorityNotHeld: "it names an authority that was not open then, or that gives no such power"
        case .anotherActor: "it names an authority that its actor did not hold"
        case .earlier: "it says that it was done before acts that were recorded before it"
        case .outOfPlace: "it changes something outside the entity or quality that it names"
        case .qualityNotOpen: "it names a quality that its entity did not have then"
        case .impossible(let row): "it opens or closes \(row), which was not there to open or close"
        case .notOfThisCode: "it changes what no act of its code changes"
        case .anotherSubject: "it changes what somebody else holds than the person whom it names"
        case .unauthentic: "its code is missing or wrong: this installation did not record it there"
        }
    }

    private static func words(of refusal: Refusal) -> String {
        switch refusal {
        case .notYourRole(let power): "its actor's role does not have the power \(power.rawValue)"
        case .anotherQuality(let power): "its actor has the power \(power.rawValue) in another quality only"
        case .anotherEntity: "its actor acted in an entity where they held nothing"
        case .equalOrSuperior: "it acts on an equal or a superior of its actor"
        case .yourself: "it raises its own actor"
        case .blocked: "its actor was blocked"
        case .knownElsewhere: "it touches the account of somebody who stands where its actor's role does not reach"
        case .noLongerHeld: "it is about somebody who held nothing there that it could be about"
        default: "the rules refuse it: \(refusal.code)"
        }
    }
}
