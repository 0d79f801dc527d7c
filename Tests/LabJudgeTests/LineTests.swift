import LabJudge
import Testing

/// The lines that tools/lab/test counts.
@Suite struct LineTests {
    @Test("a probe that works: its checks in order, and its figures")
    func probe() throws {
        #expect(
            try Asked.cdev.lines(RecordedResults()).map(\.description) == [
                "ok status", "ok the driver after", "ok records left",
                "ok region answers complete", "ok no difference found",
                "ok the plan is that from sysfs", "ok something verified",
                "ok every trial confirmed", "note 3 confirmed",
                "ok descriptors and mappings given back",
                "note 20 ioctls, 3 descriptors, 1 mappings", "note 2628 ms",
            ])
    }

    @Test("a check that does not hold says what was found")
    func failure() throws {
        let results = RecordedResults().with(
            "0000:00:14.1.cdev.notes", "milliseconds 9\nstatus 0\nbefore a\nafter b\nrecords 0\n")
        #expect(
            try Asked.refused.lines(results).filter(\.isFailure).map(\.description) == [
                "not ok refused: 0 instead of 78", "not ok the driver after: b instead of a",
            ])
    }
}
