import Foundation
package import Storage

extension Options {
    /// For commands that make no installation: the data directory is one's, so its keys are there.
    /// - Parameter keys: what must be there of them.
    /// - Throws: `WrongOption`.
    func requireInstallation(holding keys: String = "keys") throws(WrongOption) {
        guard !FileManager.default.fileExists(atPath: data.appending(path: keys).path) else { return }
        throw WrongOption(
            name: "data", expected: "the data directory of an installation",
            "\(data.path) is no installation's data directory: it holds no \(keys).\(demoHint)")
    }

    /// For whoever means the demo that is here and did not say so; otherwise empty.
    var demoHint: String {
        let isThere = FileManager.default.fileExists(atPath: URL(filePath: "demo-data").appending(path: "keys").path)
        return !isDemo && isThere ? " The demo's is demo-data: is --demo meant?" : ""
    }
}

/// The data directory of an installation, opened: its keys and its database, made when they are missing.
package struct DataDirectory: Sendable {
    package let ring: KeyRing
    package let storage: Storage
    let isDemo: Bool
    let data: URL

    /// - Throws: `MixedWorlds` among others, when a demo meets real data; `ForeignSchema` when the tables are not as our migrations made them.
    package init(_ options: Options) async throws {
        (isDemo, data) = (options.isDemo, options.data)
        ring = try KeyRing(directory: options.data.appending(path: "keys"))
        storage = try Storage(try options.databaseURL, replica: try options.replicaURL).sealing(with: ring.sealer)
        // Before anything is written: whatever else stands there might be run with it.
        try await storage.requireSchema(of: Schema.migrations)
        try await storage.migrate(Schema.migrations)
        try await Self.settle(storage, options)
    }

    /// What is asked of the rows, and done with them, before anything else reads them.
    static func settle(_ storage: Storage, _ options: Options) async throws {
        try await Vouched.require(storage, in: options.data)
        try await storage.completeProjections()
        let (zone, newID) = (options.zone, IDGenerator(clock: SystemClock.now))
        if try await !storage.read({ tx in try Vouched.requireCounted(tx, in: options.data) }) {
            try await storage.whenFree(.snapshot) { tx in try tx.countKeptRows(at: SystemClock.now()) { newID() } }
        }
        try Vouched.keepCounted(in: options.data)
        if try await !storage.read({ tx in try tx.keepsRegisterDays(in: zone) }) {
            try await storage.whenFree(.snapshot) { tx in try tx.moveRegisterDays(to: zone, at: SystemClock.now()) { newID() } }
        }
        try await storage.read { tx in
            try tx.admits(demo: options.isDemo)
            try tx.fits()
        }
    }

    /// Closes the database's files: nothing more can be asked.
    package func close() throws { try storage.close() }
}
