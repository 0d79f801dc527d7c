import MappingPolicy
import PCIDecoding
import PCISnapshot

extension Probe {
    /// Opens a device that VFIO has, asks, plans, tries, and closes it.
    func visit(
        _ device: DeviceSnapshot, _ driver: String, borrowedFrom: String?, wasBound: Bool
    ) throws(ProbeFailure) -> ProbeReport {
        let address = device.address
        try signals.throwIfInterrupted()
        let way = try VFIONode.find(address, options.backend, noIOMMU: options.noIOMMU, kernel)
        let methods = try asProbeFailure(try kernel.text(Paths.device(address, "reset_method")))
        let resets = methods?.split(whereSeparator: \.isWhitespace).map(String.init) ?? []
        tell("\(address): \(Self.warning(resets))")
        let open = try opened(device, way)
        let start = kernel.nanoseconds
        let answers = try DeviceQuery(open.device, kernel).ask(open.backend, signals)
        var live = device
        live.driver = driver
        live.vfio = answers.record
        var silent = live
        silent.vfio = nil
        let plan = self.plan(live)
        let prediction = self.plan(silent)
        let decoded = Device(live)
        let checks = try verify(plan, decoded, open.device, answers)
        let end = kernel.nanoseconds
        let backend = open.backend
        let openNanoseconds = open.openNanoseconds
        close(open)
        return ProbeReport(
            snapshot: live, plan: plan, prediction: prediction,
            comparisons: BARComparison.all(plan, prediction, decoded), answers: answers,
            checks: checks,
            visit: Visit(
                backend: backend, driver: driver, borrowedFrom: borrowedFrom, wasBound: wasBound,
                resetMethods: resets, openNanoseconds: openNanoseconds,
                askNanoseconds: end - start, closeNanoseconds: kernel.nanoseconds - end))
    }

    /// What opening does, before it is done (`vfio_pci_core_enable()`).
    private static func warning(_ methods: [String]) -> String {
        guard let first = methods.first else {
            return "opening clears bus mastering; the function has no reset method"
        }
        let others = methods.dropFirst().joined(separator: ", ")
        return "opening and closing reset the function, by \(first)"
            + (others.isEmpty ? "" : " (or \(others))")
    }

    private func opened(_ device: DeviceSnapshot, _ way: VFIONode) throws(ProbeFailure)
        -> OpenDevice
    {
        do {
            return try OpenDevice.open(device.address, way, kernel)
        } catch {
            throw OpenFailureDiagnosis(device, way, kernel).explain(error)
        }
    }

    private func verify(
        _ plan: DevicePlan, _ device: Device, _ handle: Handle, _ answers: DeviceReplies
    ) throws(ProbeFailure) -> [Check] {
        guard options.verify || options.touch else { return [] }
        if options.touch {
            tell("\(device.address): reading registers, which can have side effects")
        }
        let exports = answers.record.features.contains {
            $0.index == DeviceFeature.dmaBuf.rawValue && $0.supported
        }
        let checks = try Verification(
            device: handle, kernel: kernel, signals: signals, exports: exports,
            touches: options.touch
        ).run(plan, device.regions)
        explainReservations(checks, plan)
        return checks
    }

    /// EBUSY of mmap: another driver has reserved the BAR (`vfio_pci_core_setup_barmap()`).
    private func explainReservations(_ checks: [Check], _ plan: DevicePlan) {
        for bar in plan.bars.map(\.bar) {
            let isReserved = checks.contains {
                $0.kind == .map && $0.bar == bar.index && $0.outcome == .refused(.busy)
            }
            guard isReserved else { continue }
            // Addresses are zeros for whom the kernel hides them from; then nobody is found.
            let map = MemoryMap((try? kernel.text("/proc/iomem")) ?? "")
            // The host's driver has gone: whoever is left is somebody else.
            let names = map.holders(
                ofMemory: bar.start, count: bar.size, owner: plan.address, isDriven: false)
            let holder = names.isEmpty ? "a driver of the host" : names.joined(separator: ", ")
            let isFramebuffer = names.contains { MemoryHolder($0).isFramebuffer }
            tell(
                "\(plan.address): BAR \(bar.index) is reserved by \(holder)")
            tell(
                "next: look at /proc/iomem"
                    + (isFramebuffer
                        ? "; restart with video=efifb:off or initcall_blacklist=sysfb_init" : ""))
        }
    }

    /// Consumes the device: its descriptors are closed in reverse order.
    private func close(_ device: consuming OpenDevice) {}
}
