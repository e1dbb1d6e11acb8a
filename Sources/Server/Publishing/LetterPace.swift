import Foundation
import Synchronization

/// Checkpoints by mail go once an hour at most, and only when acts were added: somebody reads them, or keeps them all.
final class LetterPace: Sendable {
    private let last = Mutex<(size: Int, at: Date)?>(nil)
    private static let pause: TimeInterval = 3600

    func isDue(_ size: Int, at now: Date) -> Bool {
        last.withLock { last in last.map { $0.size < size && now.timeIntervalSince($0.at) >= Self.pause } ?? true }
    }

    func posted(_ size: Int, at now: Date) { last.withLock { $0 = (size, now) } }
}
