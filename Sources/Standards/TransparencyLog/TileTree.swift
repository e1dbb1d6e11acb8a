/// A Merkle tree cut into tiles of 256 hashes each (C2SP tlog-tiles), as its leaves pass by: level 0 holds the leaves, each level above the roots over
/// the full tiles of the one below.
package struct TileTree: Sendable {
    package struct Tile: Hashable, Sendable {
        package let level: Int
        package let index: Int
        package let hashes: [MerkleHash]

        package init(level: Int, index: Int, hashes: [MerkleHash]) { (self.level, self.index, self.hashes) = (level, index, hashes) }

        /// `tile/1/x001/234`, and `.p/7` behind it while it is not full.
        package var path: String {
            let width = hashes.count
            return "tile/\(level)/\(Self.written(index))" + (width < TileTree.width ? ".p/\(width)" : "")
        }

        /// Three digits a part, each part but the last begun with an x.
        private static func written(_ index: Int) -> String {
            let last = String(1000 + index % 1000).dropFirst()
            return (index < 1000 ? "" : written(index / 1000).split(separator: "/").map { $0.hasPrefix("x") ? "\($0)/" : "x\($0)/" }.joined()) + last
        }
    }

    package static let width = 256

    /// What each level gathers, and how many of its tiles are full.
    private var levels: [(hashes: [MerkleHash], full: Int)] = []

    package init() {}

    /// The tiles that the next leaf makes full.
    package mutating func append(_ leaf: MerkleHash) -> [Tile] { add(leaf, to: 0) }

    private mutating func add(_ hash: MerkleHash, to level: Int) -> [Tile] {
        if levels.count == level { levels.append((hashes: [], full: 0)) }
        levels[level].hashes.append(hash)
        guard levels[level].hashes.count == Self.width else { return [] }
        let tile = Tile(level: level, index: levels[level].full, hashes: levels[level].hashes)
        levels[level] = (hashes: [], full: levels[level].full + 1)
        return [tile] + add(MerkleTree.root(of: tile.hashes), to: level + 1)
    }

    /// The tiles at the end that are not full.
    package var partial: [Tile] {
        levels.enumerated().compactMap { level, gathered in
            gathered.hashes.isEmpty ? nil : Tile(level: level, index: gathered.full, hashes: gathered.hashes)
        }
    }
}
