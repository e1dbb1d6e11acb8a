import Foundation
import Standards
import Testing

@Suite struct TileTreeTests {
    private static func tiles(_ count: Int) -> [TileTree.Tile] {
        var tree = TileTree()
        let full = ReferenceLog.leaves(count).flatMap { tree.append($0) }
        return full + tree.partial
    }

    @Test func `a small tree is one tile that is not full`() {
        #expect(Self.tiles(0) == [])
        #expect(Self.tiles(5).map(\.path) == ["tile/0/000.p/5"])
        #expect(Self.tiles(5).first?.hashes == ReferenceLog.leaves(5))
    }

    @Test func `a full tile is one hash of the level above`() {
        #expect(Self.tiles(256).map(\.path) == ["tile/0/000", "tile/1/000.p/1"])
        #expect(Self.tiles(256).last?.hashes == [MerkleTree.root(of: ReferenceLog.leaves(256))])
        #expect(Self.tiles(70_000).map(\.path).suffix(3) == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"])
    }

    @Test func `a path has three digits a part`() {
        let path = { TileTree.Tile(level: 0, index: $0, hashes: ReferenceLog.leaves(256)).path }
        #expect(
            [0, 999, 1000, 67_005, 1_234_067].map(path) == ["tile/0/000", "tile/0/999", "tile/0/x001/000", "tile/0/x067/005", "tile/0/x001/x234/067"])
    }
}
