import LayoutTable
import MappingPolicy
import PCIDecoding
import PCISnapshot

/// Plans a second on one core, over the real layouts.
struct PolicyBenchmark {
    private let machine: Machine
    private let devices: [Device]

    init(layouts text: String) {
        machine = LayoutTable(text).machine
        devices = machine.devices.map(Device.init)
    }

    func run() {
        let neighborhood = Neighborhood(machine)
        let planners = PageSize.standard.map { page in
            Planner(
                options: PlanOptions(pageSize: page), facts: machine.host,
                neighborhood: neighborhood)
        }
        let single = rate(planners.prefix(1))
        print("policy plans/s at 4 KiB pages: \(Int(single)) (\(devices.count) real layouts)")
        print("policy devices/s at 4, 16 and 64 KiB pages together: \(Int(rate(planners[...])))")
    }

    /// Devices a second, planned by every planner: the median of five runs of half a second.
    private func rate(_ planners: ArraySlice<Planner>) -> Double {
        let clock = ContinuousClock()
        var extents = 0
        let rates = (0..<5).map { _ in
            let start = clock.now
            var planned = 0
            while clock.now - start < .milliseconds(500) {
                for device in devices {
                    for planner in planners {
                        extents &+= planner.plan(device, tdisp: nil).bars.count
                    }
                }
                planned += devices.count
            }
            return Double(planned) / ((clock.now - start) / .seconds(1))
        }
        precondition(extents > 0, "nothing was planned")
        return rates.sorted()[2]
    }
}
