import PCIDecoding
import PCISnapshot
import SnapshotFile
import TestSupport
import Testing

@testable import MappingPolicy

/// What real kernels with 16 and 64 KiB pages answered, against what is predicted from resources.
struct GroundTruthTests {
    @Test(arguments: [
        ("recorded-linux-7.2-arm64-16k", 25), ("recorded-linux-7.2-arm64-64k", 19),
    ])
    func thePredictionIsTheKernelsOwnAnswer(mock: String, bars: Int) throws {
        var machine = try SnapshotFile.decode(
            try Repository.bytes(Repository.mock(mock)), name: mock)
        let answers = machine.devices.map { Device($0).regions }
        for index in machine.devices.indices { machine.devices[index].vfio = nil }
        let page = try #require(PageSize(machine.host.pageSize))
        let planner = Planner(
            options: PlanOptions(pageSize: page), facts: machine.host,
            neighborhood: Neighborhood(machine))
        var compared = 0
        for (device, answers) in zip(machine.devices, answers) {
            let plan = planner.plan(Device(device), tdisp: nil)
            #expect(!plan.isLive)
            for answer in answers where answer.index < 6 {
                let info = try answer.info.get()
                let bar = try #require(plan.bar(answer.index))
                let expected = "\(device.address) BAR \(answer.index)"
                #expect(info.mappable == !bar.kernelPermits.isEmpty, "\(expected)")
                #expect(info.size == bar.bar.size, "\(expected)")
                #expect(info.fileOffset == UInt64(answer.index) << 40, "\(expected)")
                compared += 1
            }
        }
        #expect(compared == bars)
    }
}
