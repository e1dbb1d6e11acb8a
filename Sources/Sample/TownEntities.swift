package import Rules

extension Town {
    package static let tournesol = entity(2001, "0999999031", "Boulangerie Tournesol SRL", "Rue des Épis 12, 4000 Liège")
    package static let deLinde = entity(2002, "0999999130", "Zorghuis De Linde vzw", "Lindedreef 8, 9000 Gent")
    package static let meuse = entity(2003, "0999999229", "Secrétariat social Meuse ASBL", "Quai des Aubépines 27, 5000 Namur")
    package static let vennbahn = entity(2004, "0999999328", "Vennbahn Logistik GmbH", "Moorweg 3, 4700 Eupen")
    package static let amisDuLivre = entity(2005, "0999999427", "Les Amis du Livre ASBL", "Rue du Signet 41, 1000 Bruxelles")
    package static let atelierFerme = entity(2006, "0999999526", "Atelier Fermé SA", "Rue des Copeaux 5, 7000 Mons", .ceased(on: closing))

    package static let entities = [tournesol, deLinde, meuse, vennbahn, amisDuLivre, atelierFerme]

    /// What the company register says: each entity's one representative, and the one whose function ended with his entity.
    package static let claireRepresents = function(3001, claire, tournesol, .director, from: "2014-03-01")
    package static let sofieRepresents = function(3002, sofie, deLinde, .director, from: "2012-09-01")
    package static let bartRepresents = function(3003, bart, meuse, .chairperson, from: "2009-01-01")
    package static let ingridRepresents = function(3004, ingrid, vennbahn, .managingDirector, from: "2016-05-01")
    package static let nadiaRepresents = function(3005, nadia, amisDuLivre, .chairperson, from: "2019-02-01")
    package static let thomasRepresented = function(3006, thomas, atelierFerme, .managingDirector, from: "2018-01-01", until: "2025-06-30")

    package static let functions = [claireRepresents, sofieRepresents, bartRepresents, ingridRepresents, nadiaRepresents, thomasRepresented]

    private static let closing = day("2025-06-30")

    private static func entity(_ key: Int64, _ number: String, _ name: String, _ address: String, _ status: Entity.Status = .active) -> Entity {
        Entity(id: .init(rawValue: key), number: literal(try EnterpriseNumber(number)), name: name, address: address, status: status)
    }

    private static func function(_ key: Int64, _ person: Person, _ entity: Entity, _ kind: FunctionKind, from: String, until: String? = nil)
        -> LegalFunction
    {
        LegalFunction(
            id: .init(rawValue: key), person: person.id, entity: entity.id, kind: kind, from: day(from), until: until.map { day($0) })
    }
}
