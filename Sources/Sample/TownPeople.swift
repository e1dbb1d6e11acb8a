package import Rules

extension Town {
    package static let claire = person(1001, "74031499860", .mrs, "Claire", "Fontaine", .fr, "claire.fontaine@tournesol.example.com", "+3240001001")
    package static let marc = person(1002, "81070299714", .mr, "Marc", "Delvaux", .fr, "marc.delvaux@meuse.example.org", "+3281001002")
    package static let sofie = person(1003, "79112399848", .mrs, "Sofie", "Peeters", .nl, "sofie.peeters@delinde.example.org", "+3290001003")
    package static let jan = person(1004, "85050999768", .mr, "Jan", "Vermeulen", .nl, "jan.vermeulen@delinde.example.org", "+3290001004")
    package static let nadia = person(1005, "90013099896", .mrs, "Nadia", "Benali", .fr, "nadia.benali@amisdulivre.example.org", "+3220001005")
    package static let thomas = person(1006, "94091899715", .mr, "Thomas", "Lambert", .fr, "thomas.lambert@example.com", "+3265001006")
    package static let ingrid = person(1007, "69120599894", .mrs, "Ingrid", "Schmitz", .de, "ingrid.schmitz@vennbahn.example.com", "+3287001007")
    package static let karl = person(1008, "77042199718", .mr, "Karl", "Weber", .de, "karl.weber@vennbahn.example.com", "+3287001008")
    package static let amelie = person(1009, "01061199825", .mrs, "Amélie", "Dubois", .fr, "amelie.dubois@example.com", "+3240001009")
    package static let lucas = person(1010, "02022799724", .mr, "Lucas", "Martens", .nl, "lucas.martens@example.com", "+3290001010")
    package static let fatima = person(1011, "88081699838", .mrs, "Fatima", "El Amrani", .nl, "fatima.elamrani@delinde.example.org", "+3290001011")
    package static let pieter = person(1012, "72100799784", .mr, "Pieter", "Claes", .nl, "pieter.claes@delinde.example.org", "+3290001012")
    package static let helene = person(1013, "83021999892", .mrs, "Hélène", "Renard", .fr, "helene.renard@meuse.example.org", "+3281001013")
    package static let bart = person(1014, "66062899776", .mr, "Bart", "Wouters", .fr, "bart.wouters@meuse.example.org", "+3281001014")

    /// Known to nobody at start: what a test needs to register someone new. Her key is in no world.
    package static let marieCollard = person(1099, "96040399883", .mrs, "Marie", "Collard", .fr, "marie.collard@example.com", "+3240001099")

    /// Everyone whom DESIGN §10 names, in its order; the crowd is apart.
    package static let named = [claire, marc, sofie, jan, nadia, thomas, ingrid, karl, amelie, lucas, fatima, pieter, helene, bart]

    /// Those with an account: everyone named but Amélie and Lucas, who only stand in the person register.
    package static let userNames: [Person.ID: UserName] = Dictionary(
        uniqueKeysWithValues: [
            (claire, "clairefontaine"), (marc, "marcdelvaux"), (sofie, "sofiepeeters"), (jan, "janvermeulen"), (nadia, "nadiabenali"),
            (thomas, "thomaslambert"), (ingrid, "ingridschmitz"), (karl, "karlweber"), (fatima, "fatimaelamrani"), (pieter, "pieterclaes"),
            (helene, "helenerenard"), (bart, "bartwouters"),
        ].map { ($0.id, userName($1)) })

    private static func userName(_ text: String) -> UserName { literal(try UserName(text)) }

    private static func person(
        _ key: Int64, _ ssin: String, _ title: PersonTitle, _ givenName: String, _ familyName: String, _ language: Language, _ email: String,
        _ phone: String
    ) -> Person {
        Person(
            id: .init(rawValue: key), ssin: literal(try SSIN(ssin)), givenName: literal(try PersonName(givenName)),
            familyName: literal(try PersonName(familyName)), namedBy: .register, title: title, language: language,
            email: literal(try EmailAddress(email)),
            phone: literal(try PhoneNumber(phone)))
    }
}
