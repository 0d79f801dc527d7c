import MappingPolicy
import PCISnapshot

extension Judge {
    /// A function's plan without a probe, against lspci, and against itself from a snapshot.
    func reads(_ address: BusAddress) -> [Line] {
        do {
            let entry = try PlanDocument(results, "plan").device(address)
            let device = try entry.decode(PlannedDevice.self)
            let lspci = try LspciFunction(results, address)
            return [
                .compare(
                    "the BARs and their sizes",
                    device.bars.map { BARSize(bar: $0.bar, size: $0.size) }, lspci.bars),
                .compare("the MSI-X table", device.places(of: .msixTable), lspci.tables),
                .compare("the MSI-X PBA", device.places(of: .msixPBA), lspci.pendingBits),
                .compare("the driver", device.driver.map { [$0] } ?? [], lspci.drivers),
                fromSnapshot(address, entry),
            ]
        } catch {
            return [.notOK("\(error)")]
        }
    }

    /// Whether the program says the same of its own snapshot: every member but what it rests on.
    private func fromSnapshot(_ address: BusAddress, _ entry: PlanDocument.Entry) -> Line {
        do {
            let other = try PlanDocument(results, "\(address).replan").device(address)
            return .none(
                "the plan from its snapshot", of: other.differences(from: entry, except: "evidence")
            )
        } catch {
            return .notOK("the plan from its snapshot: \(error)")
        }
    }
}
