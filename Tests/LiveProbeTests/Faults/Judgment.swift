import LiveProbe
import MockKernel
import PCISnapshot
import Testing

/// Compares a run in which one call failed with what that has to lead to.
struct Judgment {
    let fault: Fault
    /// The driver that the device had.
    let driver: String
    /// The report of a run without the fault.
    let clean: ProbeReport

    private var what: Comment {
        "\(fault.call) \(fault.nth), \(fault.object), \(fault.errno): \(fault.expected)"
    }

    func judge(_ run: ProbeFixture.Run) {
        #expect(run.kernel.openHandles.isEmpty && run.kernel.mappings.isEmpty, what)
        let leaves = fault.expected == .leaves
        #expect(leaves || run.kernel.driver(of: ProbeFixture.address) == driver, what)
        #expect(leaves || run.kernel.file(ProbeFixture.override) == "(null)\n", what)
        let keepsRecord = leaves || fault.expected == .keepsRecord
        #expect((run.kernel.file(ProbeFixture.record) != nil) == keepsRecord, what)
        switch run.result {
        case .success(let report): judge(report)
        case .failure(let failure): judge(failure)
        }
        if keepsRecord { judgeRestore(after: run) }
    }

    private func judge(_ failure: ProbeFailure) {
        #expect(!failure.text.isEmpty, what)
        switch fault.expected {
        case .stops(let kind):
            #expect(failure.kind == kind, "\(what) \(failure)")
            let cause = CallFailure(fault.call, fault.object, fault.errno)
            #expect(failure.cause == cause, "\(what) \(failure)")
            if kind == .failed {
                #expect(failure.text.contains("\(cause)"), "\(what) \(failure)")
            } else {
                #expect(failure.next != nil, "\(what) \(failure)")
            }
        case .concludes(let kind): #expect(failure.kind == kind, "\(what) \(failure)")
        case .keepsRecord:
            #expect(failure.kind == .failed && failure.text.contains("its record stays"), what)
            #expect(failure.next == "vfio-probe restore \(ProbeFixture.address)", what)
        case .leaves:
            #expect(failure.kind == .failed, what)
            #expect(
                failure.next?.contains("vfio-probe restore \(ProbeFixture.address)") == true, what)
        case .absent: break
        case .goesOn, .answers: Issue.record("\(what) but \(failure)")
        }
    }

    private func judge(_ report: ProbeReport) {
        // Whatever the fault: the kernel's answers and their plan are no others.
        #expect(report.plan == clean.plan, what)
        switch fault.expected {
        case .goesOn:
            #expect(report.snapshot == clean.snapshot && report.checks == clean.checks, what)
        case .absent: #expect(report.checks == clean.checks, what)
        case .answers: judgeAnswer(report)
        case .stops, .concludes, .keepsRecord, .leaves: Issue.record("\(what) but it succeeds")
        }
    }

    /// The error is in the report, where the answer without it would be.
    private func judgeAnswer(_ report: ProbeReport) {
        let expected = clean.snapshot.vfio
        let record = report.snapshot.vfio
        switch fault.call {
        case .irqInfo:
            let name = fault.object.split(separator: " ").last.map(String.init)
            #expect(record?.irqs == expected?.irqs.filter { "\($0.index)" != name }, what)
        case .probeFeature:
            let known = DeviceFeature.allCases.first { fault.object.hasSuffix($0.name) }
            let feature = record?.features.first { $0.index == known?.rawValue }
            #expect(feature?.supported == false, what)
        default:
            // A shortage is no word on the plan.
            let isShortage = ["ENOMEM", "ENFILE", "EMFILE", "EAGAIN"].contains(fault.errno.name)
            let outcome: Check.Outcome =
                isShortage ? .notTried("\(fault.errno)") : .refused(fault.errno)
            #expect(report.checks.count { $0.outcome == outcome } == 1, what)
            #expect(report.contradictions == (isShortage ? 0 : 1), what)
            #expect(record == expected, what)
        }
    }

    private func judgeRestore(after run: ProbeFixture.Run) {
        let next = run.kernel.restarted()
        #expect(ProbeFixture.restore(next) == .restored(driver: driver), what)
        #expect(
            next.file(ProbeFixture.record) == nil
                && next.driver(of: ProbeFixture.address) == driver, what)
    }
}
