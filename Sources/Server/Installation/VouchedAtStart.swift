import Foundation
import Storage

extension Vouched {
    /// Before anything of an installation is believed. One that holds nothing yet needs no vouching.
    /// - Throws: `NotVouched`, `VouchingLost`.
    static func require(_ storage: Storage, in data: URL) async throws {
        let state = try await storage.read { tx in try (tx.isVouched(), tx.isUntouched()) }
        if !state.0 {
            guard state.1 else { throw isMarked(in: data) ? VouchingLost() : NotVouched() as any Error }
            try await storage.whenFree { tx in if try !tx.isVouched() { try tx.noteVouched(at: SystemClock.now()) } }
        }
        try keepMark(in: data)
    }
}
