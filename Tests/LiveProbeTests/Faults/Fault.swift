import LiveProbe
import MockKernel

/// One call that fails, once.
struct Fault {
    let call: Call
    let object: String
    /// Which call of the whole run, from 0.
    let index: Int
    /// Which one of its kind, from 1.
    let nth: Int
    let errno: ErrorNumber
    let phase: Phase

    /// How far a run has come when a call is made.
    enum Phase {
        /// Nothing was changed yet.
        case before
        /// The record is written, the device moved, opened, asked, tried.
        case within
        /// The device is given back.
        case givingBack
    }
}

extension Fault {
    /// Every call of a run with every error of its row.
    static func all(in calls: [(call: Call, object: String)]) -> [Fault] {
        var faults: [Fault] = []
        var counts: [Call: Int] = [:]
        let first = calls.firstIndex { $0.call == .makeDirectory } ?? calls.count
        let last = calls.lastIndex { $0.object.hasSuffix("/vfio-pci/unbind") } ?? calls.count + 1
        for (index, made) in calls.enumerated() {
            counts[made.call, default: 0] += 1
            // The driver's link, which is read before `unbind`, belongs to it.
            let phase: Phase = index >= last - 1 ? .givingBack : index < first ? .before : .within
            for name in FaultTable.rows.first(where: { $0.call == made.call })?.errnos ?? [] {
                guard let errno = ErrorNumber(name: name) else { continue }
                faults.append(
                    Fault(
                        call: made.call, object: made.object, index: index,
                        nth: counts[made.call] ?? 0, errno: errno, phase: phase))
            }
        }
        return faults
    }

    /// The rule that makes only this call fail.
    var rule: Scenario.FailureRule {
        Scenario.FailureRule(call: call.rawValue, nth: nth, errno: errno.name ?? "")
    }

    /// What it has to lead to: an interrupted call is made again, the others by their row.
    var expected: Expected {
        if errno == .interrupted { return .goesOn }
        return FaultTable.rows.first { $0.call == call }?.expected(self) ?? .goesOn
    }
}

/// What a failing call has to lead to.
enum Expected: Equatable {
    /// The probe ends with this kind of failure, which names the call, its object and the error.
    case stops(ProbeFailure.Kind)
    /// The probe ends with this kind of failure, for what the error means.
    case concludes(ProbeFailure.Kind)
    /// The call is made again, or not needed: all comes out as without the fault.
    case goesOn
    /// The error is a word about the device, and stands in the report.
    case answers
    /// The kernel says that there is no such file: what follows is judged by the tests of that.
    case absent
    /// The device stays where it is, with its record, for `restore`.
    case leaves
    /// The device is back, and its record stays.
    case keepsRecord
}

/// The errors of one kind of call, and what they lead to.
struct FaultRow: Sendable {
    let call: Call
    /// Where the errors are named: manual pages and functions of the kernel.
    let source: String
    let errnos: [String]
    let expected: @Sendable (Fault) -> Expected

    init(
        _ call: Call, _ source: String, _ errnos: String,
        _ expected: @escaping @Sendable (Fault) -> Expected
    ) {
        self.call = call
        self.source = source
        self.errnos = errnos.split(separator: " ").map(String.init)
        self.expected = expected
    }

    /// Errors that end the probe: of kind `failed`, but for those that mean something else.
    init(
        _ call: Call, _ source: String, _ errnos: String,
        kinds: [String: ProbeFailure.Kind] = [:]
    ) {
        self.init(call, source, errnos) { .stops(kinds[$0.errno.name ?? ""] ?? .failed) }
    }
}
