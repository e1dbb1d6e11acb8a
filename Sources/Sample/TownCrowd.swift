import Foundation
package import Rules

/// People who fill the lists: names of many countries, with accents, apostrophes, ß and double names; national numbers of sequence 997 or 998,
/// far above any day's births (DOMAIN §2.1). None has an account: they sign in by eID.
extension Town {
    package static let deLindeCrowd = (0..<23).map { passerBy($0, speaks: .nl, at: "delinde.example.org") }
    package static let meuseCrowd = (23..<83).map { passerBy($0, speaks: .fr, at: "meuse.example.org") }

    /// The lists' lengths have no common divisor, so no two of the crowd share both names.
    private static func passerBy(_ index: Int, speaks language: Language, at host: String) -> Person {
        let (given, title) = givenNames[index % givenNames.count]
        let family = familyNames[index % familyNames.count]
        return Person(
            id: .init(rawValue: 5001 + Int64(index)), ssin: nationalNumber(index, title), givenName: literal(try PersonName(given)),
            familyName: literal(try PersonName(family)), namedBy: .register, title: title, language: language,
            email: literal(try EmailAddress("\(plain(given)).\(plain(family))@\(host)")))
    }

    /// Birth dates of 1961 to 2000 that repeat only after 840 people.
    private static func nationalNumber(_ index: Int, _ title: PersonTitle) -> SSIN {
        let (year, month, day) = (1961 + index * 7 % 40, 1 + index * 5 % 12, 1 + index * 11 % 28)
        let number = ((year % 100 * 100 + month) * 100 + day) * 1000 + (title == .mr ? 997 : 998)
        let check = 97 - (year < 2000 ? number : 2_000_000_000 + number) % 97
        let digits = String(number * 100 + check)
        return literal(try SSIN(String(repeating: "0", count: 11 - digits.count) + digits))
    }

    /// Only a to z: what an e-mail address takes of a name.
    private static func plain(_ name: String) -> String {
        let spelled = [("ß", "ss"), ("ø", "o"), ("ł", "l"), ("ı", "i")].reduce(name.lowercased()) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
        return String(String.UnicodeScalarView(spelled.decomposedStringWithCanonicalMapping.unicodeScalars.filter { ("a"..."z").contains($0) }))
    }

    private static let givenNames: [(String, PersonTitle)] = [
        ("Anneleen", .mrs), ("Bram", .mr), ("Chloé", .mrs), ("Dries", .mr), ("Élise", .mrs), ("François", .mr), ("Greet", .mrs), ("Hüseyin", .mr),
        ("Ines", .mrs), ("Jürgen", .mr), ("Katrien", .mrs), ("Łucja", .mrs), ("Mohamed", .mr), ("Noëlla", .mrs), ("Olivier", .mr),
        ("Paweł", .mr), ("Renée", .mrs), ("Søren", .mr), ("Thérèse", .mrs), ("Ulrike", .mrs), ("Veerle", .mrs), ("Wout", .mr), ("Xavier", .mr),
        ("Yasmina", .mrs), ("Zoë", .mrs), ("Jean-Luc", .mr), ("Marie-Ève", .mrs), ("Ștefan", .mr), ("Aïcha", .mrs),
    ]

    private static let familyNames = [
        "D'Hondt", "Van den Bossche", "Weiß", "Öztürk", "N'Diaye", "Lefèvre", "De Smet", "Gonçalves", "Müller-Lütz", "Ben Saïd", "Verstraete",
        "O'Connor", "Nowak", "Ionescu", "Janssens", "Grégoire", "Haßler", "Dupont-Leroy", "Yılmaz", "Van 't Hoff", "Çelik", "Ørsted", "Bogaert",
        "Nguyễn", "Mertens", "Großmann", "Delacroix", "Popović", "Al-Khatib", "Simon", "Cauwenberghs",
    ]
}
