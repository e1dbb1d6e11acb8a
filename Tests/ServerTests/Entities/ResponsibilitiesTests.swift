import HTTPTypes
import Rules
import Sample
import Testing
import Web

@testable import Server

/// Who manages what, as a picture and as a list (MISSION M2).
@Suite struct ResponsibilitiesTests {
    @Test func `picture and list name the same people, from the entity down`() async throws {
        let test = try await TestHouse.demo()
        let page = try await test.signedIn(Town.sofie).get(Address.responsibilities(Town.deLinde.number))
        #expect(page.status == .ok)
        let halves = page.body.split(separator: "id=\"list\"", maxSplits: 1).map(String.init)
        let (picture, list) = (halves[0], halves[1])
        for name in ["Zorghuis De Linde vzw", "Sofie Peeters", "Jan Vermeulen", "Pieter", "1999991-58"] {
            #expect(picture.contains(name) && list.contains(name), "\(name)")
        }
    }

    @Test func `a manager sees their own quality and no other`() async throws {
        let test = try await TestHouse.demo()
        let (mine, other) = (try await test.quality(Town.deLinde, "nsso-employer"), try await test.quality(Town.deLinde, "care-home"))
        let jan = try await test.signedIn(Town.jan)
        let page = try await jan.get(Address.qualityResponsibilities(Town.deLinde.number, mine.id))
        #expect(page.status == .ok && page.body.contains("Jan Vermeulen") && !page.body.contains("7-60992-70"))
        #expect(try await jan.get(Address.qualityResponsibilities(Town.deLinde.number, other.id)).status == .forbidden)
        #expect(try await jan.get(Address.responsibilities(Town.deLinde.number)).status == .forbidden)
    }

    @Test func `it is shown larger and smaller, and at its own size when asked otherwise`() async throws {
        let test = try await TestHouse.demo()
        let (sofie, path) = (try await test.signedIn(Town.sofie), Address.responsibilities(Town.deLinde.number))
        func width(_ zoom: String) async throws -> Int? {
            let page = try await sofie.get("\(path)?zoom=\(zoom)")
            #expect(page.status == .ok)
            return page.body.firstMatch(of: /<svg[^>]* width="([0-9]+)"/).flatMap { Int($0.output.1) }
        }
        let own = try #require(try await width("100"))
        #expect(try await width("200") == own * 2)
        for odd in ["", "0", "-1", "1e9", "99999999999999999999"] { #expect(try await width(odd) == own, "\(odd)") }
    }

    @Test(arguments: [0, 1, 7]) func `no two boxes lie on each other, and everything lies inside`(qualities: Int) {
        let content = ResponsibilityPicture.Content(title: String(repeating: "Long name ", count: 20), lines: ["one", "two"])
        let picture = ResponsibilityPicture(
            root: content,
            branches: (0..<qualities).map { .init(quality: content, managers: Array(repeating: content, count: $0)) }, zoom: 100)
        for (index, box) in picture.boxes.enumerated() {
            #expect(box.y >= 0 && box.y + box.height <= picture.height && box.x + picture.boxWidth <= picture.width)
            #expect(box.lines.allSatisfy { $0.text.count <= 38 })
            for other in picture.boxes.dropFirst(index + 1) where other.x == box.x {
                #expect(other.y >= box.y + box.height || box.y >= other.y + other.height)
            }
        }
        #expect(picture.boxes.count == 1 + qualities + (0..<qualities).reduce(0, +))
    }
}
