import LiveProbe
import MockKernel
import PCISnapshot
import Testing

/// Every call of every way to probe, failing in every way that its manual names, once.
struct FaultTests {
    @Test func everyCallHasItsRow() {
        #expect(FaultTable.rows.count == Call.allCases.count)
        #expect(Set(FaultTable.rows.map(\.call)) == Set(Call.allCases))
        for row in FaultTable.rows {
            #expect(!row.source.isEmpty && row.errnos == row.errnos.sorted(), "\(row.call)")
            #expect(Set(row.errnos).count == row.errnos.count, "\(row.call)")
            for name in row.errnos { #expect(ErrorNumber(name: name) != nil, "\(name)") }
        }
    }

    @Test func everyCallIsMadeSomewhere() {
        let made = FaultFixture.all.flatMap { $0.stage.run().kernel.calls.map(\.call) }
        #expect(Set(made) == Set(Call.allCases))
    }

    @Test(arguments: FaultFixture.all)
    func everyCallFailsInEveryWay(scene: FaultFixture) throws {
        let clean = scene.stage.run()
        let report = try clean.result.get()
        let faults = Fault.all(in: clean.kernel.calls)
        for fault in faults {
            var stage = scene.stage
            stage.scenario.failures = [fault.rule]
            let run = stage.run()
            #expect(run.kernel.calls[fault.index].object == fault.object, "\(fault)")
            Judgment(fault: fault, driver: scene.driver, clean: report).judge(run)
        }
        print("faults injected: \(faults.count), \(scene.name)")
        #expect(faults.count > 300)
    }
}
