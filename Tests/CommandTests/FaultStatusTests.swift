import Foundation
import TestSupport
import Testing

/// Failing calls as a user meets them: the exit status of each kind, and its message.
struct FaultStatusTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let status: Int32
        let message: String
        let failure: String
        var command = ["probe", "--bind", "--verify", "--touch"]

        var testDescription: String { "\(status): \(failure)" }
    }

    static let cases = [
        Case(
            status: 1, message: "VFIO_DEVICE_GET_INFO /dev/vfio/devices/vfio0: EIO",
            failure: #"{"call": "VFIO_DEVICE_GET_INFO", "errno": "EIO"}"#),
        Case(
            status: 1, message: "flock /run/vfio-probe/0000:01:00.0: ENOLCK",
            failure: #"{"call": "flock", "errno": "ENOLCK"}"#),
        Case(
            status: 1, message: "the kernel contradicts the plan in 1 of 13 trials",
            failure: #"{"call": "mmap", "nth": 4, "errno": "EACCES"}"#),
        Case(
            status: 1, message: "could not be given back to nvme",
            failure: #"{"call": "write", "object": "nvme/bind", "times": 0, "errno": "EBUSY"}"#),
        Case(
            status: 1, message: "its record stays: unlink",
            failure: #"{"call": "unlink", "errno": "EROFS"}"#),
        Case(
            status: 0, message: "opening and closing reset the function",
            failure: #"{"call": "write", "object": "nvme/bind", "errno": "EBUSY"}"#),
        Case(
            status: 69, message: "/dev/iommu is missing (ENOENT",
            failure: #"{"call": "open", "object": "/dev/iommu", "errno": "ENOENT"}"#),
        Case(
            status: 69, message: "does not remap interrupts",
            failure: #"{"call": "VFIO_DEVICE_BIND_IOMMUFD", "errno": "EPERM"}"#),
        Case(
            status: 78, message: "VFIO_DEVICE_BIND_IOMMUFD /dev/vfio/devices/vfio0: EBUSY",
            failure: #"{"call": "VFIO_DEVICE_BIND_IOMMUFD", "errno": "EBUSY"}"#),
        Case(
            status: 78, message: "another vfio-probe is starting or ending on 0000:01:00.0",
            failure: #"{"call": "create", "errno": "EEXIST"}"#),
        Case(
            status: 1, message: "readlink /sys/bus/pci/devices/0000:01:00.0/driver: EIO",
            failure: #"{"call": "readlink", "errno": "EIO"}"#,
            command: ["capture", "--live", "--bind"]),
    ]

    /// `nvme-to-borrow`, with a scenario.
    private func run(_ command: [String], scenario: String) throws -> Program.Result {
        let path = Repository.root.appending(path: "Mocks/scenarios/nvme-to-borrow.json")
        let text = String(decoding: try Data(contentsOf: path), as: UTF8.self)
        let end = try #require(text.lastIndex(of: "}"))
        let input = text[..<end] + ", \"scenario\": \(scenario) }"
        return try Program.run(command + ["--mock", "-"], input: String(input))
    }

    @Test(arguments: cases)
    func status(scene: Case) throws {
        let scenario = "{\"failures\": [\(scene.failure)]}"
        let result = try run(scene.command, scenario: scenario)
        #expect(result.status == scene.status, "\(result.errors)")
        #expect(result.errors.contains(scene.message), "\(result.errors)")
    }

    @Test(arguments: [["probe", "--bind"], ["capture", "--live", "--bind"], ["restore"]])
    func withoutRoot(command: [String]) throws {
        let result = try run(command, scenario: "{\"root\": false}")
        #expect(result.status == 77)
        #expect(result.errors.contains("needs root"), "\(result.errors)")
    }

    @Test(arguments: ["getdents", "unlink"])
    func restoreThatFails(call: String) throws {
        let record =
            "vfio-probe/record/2\\naddress 0000:01:00.0\\nids 1e0f:0025\\nplaced vfio-pci\\n"
            + "boot 00000000-0000-4000-8000-000000000001\\ndriver nvme\\nend\\n"
        let result = try run(
            ["restore"],
            scenario: """
                {"files": {"/run/vfio-probe/0000:01:00.0": "\(record)"},
                 "failures": [{"call": "\(call)", "errno": "EIO"}]}
                """)
        #expect(result.status == 1)
        #expect(result.errors.contains("\(call) /run/vfio-probe"), "\(result.errors)")
    }
}
