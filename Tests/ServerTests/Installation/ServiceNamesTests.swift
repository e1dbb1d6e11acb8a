import Rules
import ServiceLifecycle
import Testing

@testable import Server

/// What the log calls the parts of a running installation, when one of them fails.
@Suite struct ServiceNamesTests {
    @Test func `a service is called by its type, and by nothing that it holds`() async throws {
        let test = try await TestHouse.demo()
        let services: [any Service] = [DisclosureKeeper(house: test.house), CheckpointKeeper(test.house.checkpoints, logger: test.house.logger)]
        #expect(services.map { Installation.named($0).serviceName } == ["DisclosureKeeper", "CheckpointKeeper"])
    }
}
