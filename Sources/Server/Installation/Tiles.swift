import Crypto
package import Foundation
import Standards
import Storage

/// `chatelaine tiles`: the tree of the ledger in files that anybody can check with a program of their own (C2SP tlog-tiles). They hold hashes, no act.
package enum Tiles {
    /// The head that they give. Files that are there are overwritten.
    /// - Throws: `WrongOption`; `CheckpointFault`; what keeps the data from being read or the files from being written.
    package static func write(_ options: Options, to folder: URL) async throws -> LedgerHead {
        let keys = options.data.appending(path: "keys")
        try options.requireInstallation()
        let key = try KeyRing.checkpointKey(in: keys)
        let directory = options.data.appending(path: "checkpoints")
        guard let checkpoint = try CheckpointFiles.largest(in: directory, key: key) else { throw LedgerFault.missingCheckpoint }
        let size = checkpoint.checkpoint.size
        let writer = TileWriter(folder)
        let root = try await Audit.reading(options).read { tx in
            var (frontier, tree) = (MerkleFrontier(), TileTree())
            try tx.eachLeafHash(0..<size) {
                frontier.append($0)
                for tile in tree.append($0) { try writer.write(tile) }
            }
            guard frontier.count == size else { throw LedgerFault.missingActs(found: Int64(frontier.count), checkpoint: Int64(size)) }
            for tile in tree.partial { try writer.write(tile) }
            return frontier.root
        }
        guard root == checkpoint.checkpoint.root else { throw LedgerFault.rootDiffers(at: Int64(size)) }
        try writer.write(checkpoint)
        return LedgerHead(size: Int64(size), root: root)
    }
}

/// Puts tiles where C2SP tlog-tiles looks for them.
private struct TileWriter: Sendable {
    private let folder: URL

    init(_ folder: URL) { self.folder = folder }

    func write(_ tile: TileTree.Tile) throws { try write(Data(tile.hashes.flatMap(\.bytes)), to: tile.path) }
    func write(_ signed: SignedCheckpoint) throws { try write(Data(signed.text.utf8), to: "checkpoint") }

    private func write(_ content: Data, to path: String) throws {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try content.write(to: file)
    }
}
