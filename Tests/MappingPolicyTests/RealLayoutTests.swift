import Foundation
import LayoutTable
import PCIDecoding
import PCISnapshot
import TestSupport
import Testing

@testable import MappingPolicy

/// The layouts of real devices: what larger pages cost them.
struct RealLayoutTests {
    /// 64 KiB pages lose the whole table BAR of nearly every NVMe device whose only memory BAR
    /// it is; 4 KiB pages of none.
    @Test func whatNVMeLosesAt64K() throws {
        let path = Repository.root.appending(path: "Mocks/layouts/bar-layouts.tsv")
        let text = String(decoding: try Data(contentsOf: path), as: UTF8.self)
        let machine = LayoutTable(text).machine
        #expect(machine.devices.count == 1798)
        let neighborhood = Neighborhood(machine)
        var lost: [PageSize: Int] = [:]
        var all = 0
        for snapshot in machine.devices where snapshot.identity.classCode == 0x010800 {
            let device = Device(snapshot)
            let memory = device.bars.filter(\.isMemory)
            guard memory.count == 1, device.msix.value?.table.bar == memory[0].index else {
                continue
            }
            all += 1
            for page in PageSize.standard {
                let planner = Planner(
                    options: PlanOptions(pageSize: page), facts: machine.host,
                    neighborhood: neighborhood)
                if planner.plan(device, tdisp: nil).mappedBytes == 0 { lost[page, default: 0] += 1 }
            }
        }
        #expect(all > 50)
        #expect(lost[.size4K] == nil)
        #expect(Double(lost[.size64K] ?? 0) > 0.95 * Double(all))
    }
}
