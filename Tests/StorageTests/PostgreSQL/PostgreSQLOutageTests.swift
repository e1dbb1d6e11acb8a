import Testing

@testable import Storage

@Suite struct PostgreSQLOutageTests {
    private let began = ContinuousClock.now
    private let fault = StorageFault.unavailable("no server")

    @Test func `a server is waited for for five seconds`() {
        let outage = PostgreSQLOutage(fault, at: began)
        #expect(!outage.outlasts(began + .seconds(5)))
        #expect(outage.outlasts(began + .seconds(5.1)))
    }

    @Test func `each attempt waits longer than the one before, and none longer than two and a half seconds`() {
        var outage = PostgreSQLOutage(fault, at: began)
        var (now, pauses) = (began, [outage.next - began])
        for _ in 0..<12 {
            now = outage.next
            outage.tries(at: now)
            pauses.append(outage.next - now)
        }
        #expect(pauses[0] == .milliseconds(20))
        // Doubled each time, with a quarter of chance either way: after two attempts a pause has grown whatever chance says.
        #expect(zip(pauses, pauses.dropFirst(2)).prefix(4).allSatisfy { $0 < $1 })
        #expect(pauses.allSatisfy { $0 <= .seconds(2.5) } && pauses.suffix(4).allSatisfy { $0 >= .seconds(1.5) })
    }
}
