import Rules
import Testing

@Suite struct InvalidIdentifierTests {
    static let reasons: [InvalidIdentifier] = [
        .empty, .tooShort(least: 8), .tooLong(most: 30), .wrongLength(expected: 11), .notDigits, .wrongCheckDigits, .impossibleSequence,
        .wrongPrefix(expected: "EXP"), .forbiddenCharacter, .emailShape, .emailLetters, .phoneShape, .userNameShape, .nameShape,
    ]

    @Test func `every reason has its own code, and every code its reason`() {
        #expect(Self.reasons.map(\.code) == InvalidIdentifier.allCodes)
        #expect(Set(InvalidIdentifier.allCodes).count == InvalidIdentifier.allCodes.count)
    }

    @Test func `a reason carries what its sentence has places for`() {
        #expect(InvalidIdentifier.wrongLength(expected: 8, or: 11).values == ["expected": "8 / 11"])
        #expect(InvalidIdentifier.wrongLength(expected: 11).values == ["expected": "11"])
        #expect(InvalidIdentifier.tooShort(least: 8).values == ["least": "8"])
        #expect(InvalidIdentifier.tooLong(most: 30).values == ["most": "30"])
        #expect(InvalidIdentifier.wrongPrefix(expected: "EXP").values == ["expected": "EXP"])
        #expect(InvalidIdentifier.notDigits.values.isEmpty)
    }
}
