import Foundation
import LayoutTable
import MappingPolicy
import PCISnapshot
import PlanProperties
import SnapshotFile
import TestSupport
import Testing

/// Plan, explanation and a capture of one device say the same of every byte, for every mock and
/// the layouts of real devices, and what they leave open is an error.
struct OneWayTests {
    @Test(arguments: Repository.mocks)
    func everyMockHasOneAnswer(path: String) throws {
        let machine = try SnapshotFile.decode(try Repository.bytes(path), name: path)
        for index in machine.devices.indices {
            for page in PageSize.standard {
                for pba in PlanOptions.PBAPolicy.allCases {
                    for confidential in [false, true] {
                        let scene = PlanCase(
                            machine, index: index, pba: pba, confidential: confidential)
                        #expect(scene.problem(page) == nil, "\(machine.devices[index].address)")
                        try expectSameInAFile(scene, page)
                    }
                }
            }
        }
    }

    /// The snapshot of one device, written and read again, gives the same plan.
    private func expectSameInAFile(_ scene: PlanCase, _ page: PageSize) throws {
        let alone = scene.machine.selecting([scene.index])
        var bytes: [UInt8] = []
        SnapshotFile.encode(
            alone.host, deviceCount: 1, device: { alone.devices[$0] }, write: { bytes += $0 })
        let read = try SnapshotFile.decode(bytes, name: "capture")
        let other = PlanCase(read, pba: scene.pba, confidential: scene.confidential)
        #expect(other.plan(page) == scene.plan(page))
    }

    @Test func everyLayoutHasOneAnswer() throws {
        let path = Repository.root.appending(path: "Mocks/layouts/bar-layouts.tsv")
        let text = String(decoding: try Data(contentsOf: path), as: UTF8.self)
        let all = LayoutTable(text).machine
        // Ten at a time, so that each is asked among neighbors but not among thousands.
        for start in stride(from: 0, to: all.devices.count, by: 10) {
            let machine = Machine(
                host: all.host, devices: Array(all.devices[start...].prefix(10)))
            for index in machine.devices.indices {
                for page in PageSize.standard {
                    let scene = PlanCase(machine, index: index)
                    let plan = scene.plan(page)
                    let problem =
                        scene.undecidedProblem(plan) ?? scene.explanationProblem(plan)
                        ?? scene.selectionProblem(plan)
                    #expect(problem == nil, "\(start + index)")
                }
            }
        }
    }
}
