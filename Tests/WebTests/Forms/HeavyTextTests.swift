import CoreFoundation
import Glibc
import Testing

@testable import Web

/// Letters under thousands of marks, which compare in the square of their number.
@Suite struct HeavyTextTests {
    /// What this thread has worked, however busy the machine is.
    private var worked: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Sixteen thousand pairs of marks in one letter are a third of a second for one comparison; as letters of their own they are none.
    @Test(arguments: ["%CC%81%CC%A7", "\u{301}\u{327}"]) func `a form of marks costs what its bytes cost`(marks: String) {
        let heavy = "userName=a" + String(repeating: marks, count: 64_000 / marks.utf8.count)
        let began = worked
        for _ in 0..<20 { #expect(Form(urlEncoded: heavy) == nil) }
        #expect(worked - began < 3)
    }

    @Test func `letters with their marks are composed, however they are written`() {
        for written in ["name=Zo%C3%AB+A", "name=Zoe%CC%88%20A", "name=Zo\u{EB}+A", "name=Zoe\u{308}+A"] {
            #expect(Form(urlEncoded: written)?["name"].utf8.elementsEqual("Zo\u{EB} A".utf8) == true)
        }
    }
}
