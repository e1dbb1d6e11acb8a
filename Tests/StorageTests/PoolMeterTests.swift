import Testing

@testable import Storage

@Suite struct PoolMeterTests {
    private struct Failure: Error {}

    @Test func `a transaction waits, runs and leaves`() async throws {
        let meter = PoolMeter(size: 3)
        let during = try await meter.transaction { begins in
            let waiting = meter.reading
            begins()
            return [waiting, meter.reading]
        }
        #expect(during.map(\.waiting) == [1, 0])
        #expect(during.map(\.running) == [0, 1])
        #expect(during.map(\.waits) == [0, 1])
        let after = meter.reading
        #expect(after.size == 3 && after.waiting == 0 && after.running == 0 && after.waits == 1 && after.waitedNanoseconds > 0)
    }

    @Test func `one that never got its turn no longer waits`() async {
        let meter = PoolMeter(size: 1)
        await #expect(throws: Failure.self) { try await meter.transaction { _ in throw Failure() } }
        #expect(meter.reading.waiting == 0 && meter.reading.running == 0 && meter.reading.waits == 1)
    }

    @Test func `one that begins again runs once`() async throws {
        let meter = PoolMeter(size: 1)
        let running = try await meter.transaction { begins in
            begins()
            begins()
            return meter.reading.running
        }
        #expect(running == 1 && meter.reading.running == 0 && meter.reading.waits == 1)
    }

    @Test func `readers and writers are told apart`() async throws {
        let storage = try Storage(.temporary)
        _ = try await storage.read { tx in try tx.count("SELECT 1") }
        _ = try await storage.write { tx in try tx.run("CREATE TABLE things (id BIGINT PRIMARY KEY)") }
        #expect(storage.readers.reading.waits == 1 && storage.writers.reading.waits == 1)
        #expect(storage.readers.reading.size == 8 && storage.writers.reading.size == 1)
        try storage.close()
    }
}
