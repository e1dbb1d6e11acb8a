import FoundationEssentials
import Rules

extension Population {
    /// Sequences that no day of births reaches (DOMAIN §2.1), on days that every month has, of 1950 to 2004.
    private static let sequences = 99
    private static let days = 28 * 12 * 55

    func person(_ index: Int) throws(InvalidIdentifier) -> Person {
        var dice = Dice(seed, 1_000_000_000 + index)
        let number = nationalNumber(index)
        let title: PersonTitle = number / 100 % 2 == 1 ? .mr : .mrs
        let (given, family) = (dice.pick(InventedNames.given(title)), familyName(&dice))
        let language: Language = dice.chance(560) ? .nl : dice.chance(950) ? .fr : .de
        return Person(
            id: personKey(index), ssin: try SSIN(Self.padded(number, 11)), givenName: try PersonName(given.text),
            familyName: try PersonName(family.text), namedBy: .register, title: title, language: language,
            email: try EmailAddress("\(given.plain).\(family.plain).\(index)@example.org"))
    }

    /// Most people have an account; the others sign in with their card. Those whom a visitor may try have names to remember.
    func userName(_ index: Int, _ person: Person) throws(InvalidIdentifier) -> UserName? {
        if let guest = guests.first(where: { $0.person == index }) { return try UserName(guest.userName) }
        var dice = Dice(seed, 2_000_000_000 + index)
        guard dice.chance(700) else { return nil }
        let letters = String(String.UnicodeScalarView((person.email?.text ?? "").unicodeScalars.prefix { $0 != "@" }.filter { "a"..."z" ~= $0 }))
        return try UserName("\(letters.prefix(18))\(Self.padded(index, 7))")
    }

    private func familyName(_ dice: inout Dice) -> InventedNames.Part {
        let parts = [dice.pick(InventedNames.particles), dice.pick(InventedNames.stems), dice.pick(InventedNames.endings)]
        let text = parts[0].text == "Ver" ? "Ver\(parts[1].text.lowercased())" : parts[0].text + parts[1].text
        return (text + parts[2].text, parts.map(\.plain).joined())
    }

    /// Neighbours by index are no neighbours by birth; no two people have the same.
    private func nationalNumber(_ index: Int) -> Int {
        let count = Self.sequences * Self.days
        // 1 000 003 is prime and divides no such count.
        let place = (index * 1_000_003 + Int(seed % UInt64(count))) % count
        let (sequence, day) = (900 + place % Self.sequences, place / Self.sequences)
        let (year, month, dayOfMonth) = (1950 + day / 336, 1 + day / 28 % 12, 1 + day % 28)
        let birth = ((year % 100 * 100 + month) * 100 + dayOfMonth) * 1000 + sequence
        return birth * 100 + 97 - (year < 2000 ? birth : 2_000_000_000 + birth) % 97
    }

    static func padded(_ number: Int, _ count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
}
