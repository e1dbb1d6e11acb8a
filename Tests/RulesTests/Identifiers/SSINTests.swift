import Rules
import Testing

@Suite struct SSINTests {
    @Test(arguments: [
        ("12022999847", "12.02.29-998.47"), ("03061799753", "03.06.17-997.53"), ("31103199854", "31.10.31-998.54"),
        ("04123199815", "04.12.31-998.15"),
        ("11111199777", "11.11.11-997.77"), ("24022999837", "24.02.29-998.37"), ("85493050148", "85.49.30-501.48"),
        ("68523150269", "68.52.31-502.69"),
        ("01431750218", "01.43.17-502.18"), ("72230150175", "72.23.01-501.75"), ("60261550205", "60.26.15-502.05"),
        ("03323150248", "03.32.31-502.48"),
        ("99123199771", "99.12.31-997.71"), ("98123199849", "98.12.31-998.49"),
    ])
    func `every example of the domain is read and printed`(digits: String, formatted: String) throws {
        #expect(try SSIN(digits).formatted == formatted)
        #expect(try SSIN(formatted).digits == digits)
    }

    @Test(arguments: [
        "74031499860", "81070299714", "79112399848", "85050999768", "90013099896", "94091899715", "69120599894", "77042199718", "01061199825",
        "02022799724",
        "88081699838", "72100799784", "83021999892", "66062899776", "96040399883",
    ])
    func `everyone of the demo world has a number`(digits: String) throws { #expect(try SSIN(digits).digits == digits) }

    @Test(arguments: [
        "74031499860", "74.03.14-998.60", "740314 998 60", "74 03 14 998 60", "74/03/14-998-60", " 74.03.14-998.60\t", "740314\u{A0}998\u{202F}60",
        "74.03.14\u{2013}998.60", "74-03-14\u{2011}998\u{2212}60",
    ])
    func `every printed form is read`(text: String) throws { #expect(try SSIN(text).digits == "74031499860") }

    @Test func `masked, it tells year and month only`() throws { #expect(try SSIN("74031499860").masked == "74.03.**-***.**") }

    @Test func `nothing that prints it by chance tells it`() throws {
        let claire = try SSIN("74031499860")
        #expect("\(claire)" == "74.03.**-***.**")
        #expect("\([claire]) \(Optional(claire) as Any) \(String(reflecting: claire))".contains("998") == false)
    }

    @Test func `the check digits tell the century`() throws {
        for digits in [
            "12022999847", "03061799753", "31103199854", "85493050148",
            "72230150175",
        ] { #expect(try SSIN(digits).century == .before2000) }
        for digits in ["04123199815", "11111199777", "24022999837", "01431750218", "99123199771"] { #expect(try SSIN(digits).century == .from2000) }
    }

    @Test func `the month tells a BIS number, and whether the sex was known`() throws {
        #expect(try SSIN("74031499860").kind == .national)
        for digits in ["85493050148", "68523150269", "01431750218"] { #expect(try SSIN(digits).kind == .bis(sexKnown: true)) }
        for digits in ["72230150175", "60261550205", "03323150248"] { #expect(try SSIN(digits).kind == .bis(sexKnown: false)) }
    }

    @Test(arguments: [000001, 400001, 740000, 740001, 004001, 002001, 744000, 742000, 740231, 744399])
    func `unknown and impossible dates are accepted`(date: UInt64) throws {
        let digits = Numbers.ssin(date: date, sequence: 501, .before2000)
        #expect(try SSIN(digits).digits == digits)
    }

    @Test(arguments: [741314, 741914, 743314, 743914, 745314, 749914])
    func `no other month is`(date: UInt64) {
        #expect(throws: InvalidIdentifier.impossibleSequence) { try SSIN(Numbers.ssin(date: date, sequence: 501, .before2000)) }
    }

    @Test(arguments: [UInt64(0), 999]) func `sequences never given are refused`(sequence: UInt64) {
        #expect(throws: InvalidIdentifier.impossibleSequence) { try SSIN(Numbers.ssin(date: 740314, sequence: sequence, .before2000)) }
    }

    @Test func `the first and the last sequence are given`() throws {
        for sequence in [UInt64(1), 998] { _ = try SSIN(Numbers.ssin(date: 740314, sequence: sequence, .before2000)) }
    }

    @Test func `ten and twelve digits are refused`() {
        for digits in ["7403149986", "740314998600"] { #expect(throws: InvalidIdentifier.wrongLength(expected: 11)) { try SSIN(digits) } }
    }

    @Test func `hostile input is refused, each with its reason`() {
        for (text, reason) in Misprints.hostile { #expect(Refused.code { try SSIN(text) } == reason) }
    }
}
