import FoundationEssentials
import Rules
import Testing

@Suite struct RegisterCheckTests {
    private func check(_ functions: LegalFunction..., of entity: Entity = Cast.linde, at instant: Date = Cast.morning) throws(Refusal)
        -> LegalFunction
    {
        try RegisterCheck.representation(by: Cast.sofie, of: entity, among: functions, at: instant)
    }

    @Test func `a valid representing function is found among others`() throws {
        let director = Cast.function(Cast.sofie, .director)
        #expect(try check(Cast.function(Cast.jan), Cast.function(Cast.sofie, .auditor), director) == director)
    }

    @Test func `someone the register does not know there has no function`() {
        #expect(throws: Refusal.noFunction) { try check() }
        #expect(throws: Refusal.noFunction) { try check(Cast.function(Cast.jan)) }
        #expect(throws: Refusal.noFunction) { try check(Cast.function(Cast.sofie, of: Cast.tournesol)) }
    }

    @Test func `a function counts from its first day on`() throws {
        let function = Cast.function(Cast.sofie, from: 0)
        #expect(try check(function, at: Cast.day(0)) == function)
        #expect(throws: Refusal.functionNotYetBegun(on: Cast.day(0))) { try check(function, at: Cast.day(0).addingTimeInterval(-0.000001)) }
    }

    @Test func `a function counts until the day it ends, and not on it`() throws {
        let function = Cast.function(Cast.sofie, until: 0)
        #expect(try check(function, at: Cast.day(0).addingTimeInterval(-0.000001)) == function)
        #expect(throws: Refusal.functionEnded(on: Cast.day(0))) { try check(function, at: Cast.day(0)) }
    }

    @Test func `of several ends the last is told, of several beginnings the next`() {
        #expect(throws: Refusal.functionEnded(on: Cast.day(-5))) {
            try check(Cast.function(Cast.sofie, until: -9), Cast.function(Cast.sofie, .manager, until: -5), Cast.function(Cast.sofie, .auditor))
        }
        #expect(throws: Refusal.functionNotYetBegun(on: Cast.day(3))) {
            try check(Cast.function(Cast.sofie, from: 8), Cast.function(Cast.sofie, from: 3), Cast.function(Cast.sofie, until: -5))
        }
    }

    @Test(arguments: FunctionKind.allCases) func `auditors and business agents represent nobody`(kind: FunctionKind) throws {
        let function = Cast.function(Cast.sofie, kind)
        if [.auditor, .businessAgent].contains(kind) {
            #expect(throws: Refusal.functionDoesNotRepresent) { try check(function) }
        } else {
            #expect(try check(function) == function)
        }
    }

    @Test func `an entity that has ceased is represented by nobody from that day on`() throws {
        var closed = Cast.linde
        closed.status = .ceased(on: Cast.day(0))
        let function = Cast.function(Cast.sofie)
        #expect(throws: Refusal.entityCeased(on: Cast.day(0))) { try check(function, of: closed, at: Cast.day(0)) }
        #expect(try check(function, of: closed, at: Cast.day(0).addingTimeInterval(-1)) == function)
    }
}
