import Rules
import Testing

@testable import Web

@Suite struct CSVTests {
    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"so\"", "\"say \"\"so\"\"\""), ("two\nlines", "\"two\nlines\""), ("=1+1", "\"'=1+1\""),
        ("+32", "\"'+32\""), ("-2", "\"'-2\""), ("@SUM(A1)", "\"'@SUM(A1)\""), ("\t=1", "\"'\t=1\""), ("=\"x\"", "\"'=\"\"x\"\"\""), ("", ""),
        ("semi;colon", "semi;colon"), ("＝1+1", "\"'＝1+1\""), ("＋32", "\"'＋32\""), ("－2", "\"'－2\""), ("＠SUM", "\"'＠SUM\""),
        ("\r=1", "\"'\r=1\""), ("\n=1", "\"'\n=1\""), ("é＝", "é＝"), ("＞1", "＞1"),
    ])
    func `a cell holds what it says, and never a formula`(_ cell: String, _ written: String) {
        #expect(String(decoding: CSV(.en).cell(cell), as: UTF8.self) == written)
        #expect(["semi;colon", "a,b"].map { String(decoding: CSV(.nl).cell($0), as: UTF8.self) } == ["\"semi;colon\"", "a,b"])
    }
}
