import Testing

@testable import Standards

@Suite struct PrometheusTextTests {
    @Test func `a counter has its help, its type and one line a label`() {
        var text = PrometheusText()
        text.write(
            MetricFamily("answers_total", .counter, "Answers given.", labels: ["route", "status"]),
            [(["/users/:user", "2xx"], 7), (["/", "4xx"], 1e18)])
        #expect(
            text.text == """
                # HELP answers_total Answers given.
                # TYPE answers_total counter
                answers_total{route="/users/:user",status="2xx"} 7
                answers_total{route="/",status="4xx"} 1000000000000000000

                """)
    }

    @Test func `backslashes, quotes and line ends are escaped where the format says`() {
        var text = PrometheusText()
        text.write(MetricFamily("odd", .gauge, "A \"help\" of\ntwo \\ lines.", labels: ["name"]), [(["a\"b\\c\nd"], 0.25)])
        #expect(text.text == "# HELP odd A \"help\" of\\ntwo \\\\ lines.\n# TYPE odd gauge\nodd{name=\"a\\\"b\\\\c\\nd\"} 0.25\n")
    }

    @Test func `a histogram's buckets count everything below, and the last is the count`() {
        var text = PrometheusText()
        text.write(
            MetricFamily("took_seconds", .histogram, "Time.", labels: ["answer"]),
            [(["yes"], Distribution(bounds: [0.000001, 0.5], counts: [2, 3, 4], sum: 12.5))])
        #expect(
            text.text.split(separator: "\n").dropFirst(2).map(String.init) == [
                "took_seconds_bucket{answer=\"yes\",le=\"1e-06\"} 2", "took_seconds_bucket{answer=\"yes\",le=\"0.5\"} 5",
                "took_seconds_bucket{answer=\"yes\",le=\"+Inf\"} 9", "took_seconds_sum{answer=\"yes\"} 12.5", "took_seconds_count{answer=\"yes\"} 9",
            ])
    }

    @Test func `a histogram without labels has only its bounds`() {
        var text = PrometheusText()
        text.write(MetricFamily("took", .histogram, "Time."), [([], Distribution(bounds: [1], counts: [0, 0], sum: 0))])
        #expect(text.text.hasSuffix("took_bucket{le=\"1\"} 0\ntook_bucket{le=\"+Inf\"} 0\ntook_sum 0\ntook_count 0\n"))
    }

    @Test(arguments: [(Double.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"), (0.1, "0.1"), (-3, "-3"), (1.5e300, "1.5e+300")])
    func `every number is written as Prometheus reads it`(_ value: Double, _ words: String) {
        var text = PrometheusText()
        text.write(MetricFamily("number", .gauge, "A number."), value)
        #expect(text.text.hasSuffix("number \(words)\n"))
    }
}
