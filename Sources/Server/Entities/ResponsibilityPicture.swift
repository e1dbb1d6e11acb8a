/// The picture of who manages what, from left to right: the entity with those at its head, its qualities, their managers. Lengths are in its own units,
/// which a page shows at any size.
struct ResponsibilityPicture: Codable, Sendable {
    struct Box: Codable, Sendable {
        let x: Int
        let y: Int
        let height: Int
        /// `entity`, `quality` or `manager`.
        let kind: String
        let lines: [Line]
    }

    struct Line: Codable, Sendable {
        let x: Int
        let y: Int
        let text: String
        let isTitle: Bool
    }

    /// From the right side of one box to the left side of another.
    struct Path: Codable, Sendable {
        let d: String
    }

    let width: Int
    let height: Int
    /// At the size at which it is shown.
    let shownWidth: Int
    let boxWidth: Int
    let boxes: [Box]
    let paths: [Path]
}

extension ResponsibilityPicture {
    /// What stands in one box: a title, and lines under it.
    struct Content: Sendable {
        let title: String
        let lines: [String]
    }

    /// A quality and its managers.
    struct Branch: Sendable {
        let quality: Content
        let managers: [Content]
    }

    private enum Measure {
        static let box = 290
        static let gap = 60
        static let line = 20
        static let padding = 12
        static let space = 14
        /// So many letters fit in a line of a box; what is longer is cut, and stands whole in the list beside the picture.
        static let letters = 38
    }

    /// - Parameter zoom: in percent.
    init(root: Content, branches: [Branch], zoom: Int) {
        let columns = (0..<3).map { 1 + $0 * (Measure.box + Measure.gap) }
        var (boxes, paths, y, middles): ([Box], [Path], Int, [Int]) = ([], [], 1, [])
        for branch in branches {
            let top = y
            var ends: [Int] = []
            for manager in branch.managers {
                let box = Self.box(manager, "manager", x: columns[2], y: y)
                ends.append(box.y + box.height / 2)
                boxes.append(box)
                y += box.height + Measure.space
            }
            let height = Self.height(branch.quality)
            let bottom = max(y - Measure.space, top + height)
            let quality = Self.box(branch.quality, "quality", x: columns[1], y: top + (bottom - top - height) / 2)
            boxes.append(quality)
            middles.append(quality.y + height / 2)
            paths += ends.map { Self.path(from: columns[1], quality.y + height / 2, to: columns[2], $0) }
            y = bottom + Measure.space * 2
        }
        let height = max(y - Measure.space * 2, Self.height(root) + 1)
        let entity = Self.box(root, "entity", x: columns[0], y: max(1, (height - Self.height(root)) / 2))
        paths += middles.map { Self.path(from: columns[0], entity.y + entity.height / 2, to: columns[1], $0) }
        (self.boxes, self.paths, self.height, boxWidth) = ([entity] + boxes, paths, height + 1, Measure.box)
        width = columns[2] + Measure.box + 1
        shownWidth = width * zoom / 100
    }

    private static func height(_ content: Content) -> Int { Measure.padding * 2 + Measure.line * (1 + content.lines.count) - 4 }

    private static func box(_ content: Content, _ kind: String, x: Int, y: Int) -> Box {
        let lines = [(content.title, true)] + content.lines.map { ($0, false) }
        return Box(
            x: x, y: y, height: height(content), kind: kind,
            lines: lines.enumerated().map { index, line in
                Line(x: x + Measure.padding, y: y + Measure.padding + 12 + index * Measure.line, text: short(line.0), isTitle: line.1)
            })
    }

    private static func short(_ text: String) -> String {
        text.count <= Measure.letters ? text : text.prefix(Measure.letters - 1) + "…"
    }

    private static func path(from x: Int, _ y: Int, to end: Int, _ endY: Int) -> Path {
        let (start, middle) = (x + Measure.box, x + Measure.box + Measure.gap / 2)
        return Path(d: "M\(start) \(y)C\(middle) \(y) \(middle) \(endY) \(end) \(endY)")
    }
}
