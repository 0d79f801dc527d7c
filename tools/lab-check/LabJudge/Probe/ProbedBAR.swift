import SnapshotFile

/// A BAR of the answer: the plan with what the kernel said, and the kernel's word beside it.
struct ProbedBAR: Decodable {
    let plan: PlannedBAR
    /// Bytes by the kernel, nil where it was not asked.
    let kernelSize: UInt64?
    /// Where the plan is another than the one predicted, in the program's words.
    let differences: [String]

    private enum Key: String, CodingKey {
        case kernel
        case differences = "differs"
    }

    private struct Kernel: Decodable {
        let size: UInt64

        private enum Key: String, CodingKey { case size }

        init(from decoder: any Decoder) throws {
            size = try decoder.container(keyedBy: Key.self).hex(.size)
        }
    }

    init(from decoder: any Decoder) throws {
        plan = try PlannedBAR(from: decoder)
        let keys = try decoder.container(keyedBy: Key.self)
        kernelSize = try keys.present(Kernel.self, .kernel)?.size
        differences = try keys.decode([String].self, forKey: .differences)
    }
}
