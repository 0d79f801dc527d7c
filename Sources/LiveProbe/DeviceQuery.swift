public import PCISnapshot

/// What VFIO answered about an open device.
public struct DeviceReplies: Equatable, Sendable {
    /// The device as a whole.
    public let info: DeviceInfo
    /// The part that snapshots keep: regions as bytes, interrupts, features.
    public let record: VFIORecord
}

/// The questions to an open device, each asked once.
struct DeviceQuery {
    /// Room for a reply with MSIX_MAPPABLE, or with one sparse area: most need no second call.
    static let usualReply = 64
    /// More than any driver has; a snapshot holds as many.
    private static let mostRegions = 256

    private let kernel: any ProbeKernel
    private let device: Handle

    init(_ device: Handle, _ kernel: any ProbeKernel) {
        self.device = device
        self.kernel = kernel
    }

    /// Device, regions, interrupts, features, in this order.
    func ask(_ backend: Backend, _ signals: SignalCheck) throws(ProbeFailure) -> DeviceReplies {
        let reply = try asProbeFailure(try kernel.deviceInfo(device))
        let info = try decoded(.deviceInfo, device.name) { () throws(DecodeError) in
            try DeviceInfo(reply)
        }
        guard info.isPCI, info.regionCount <= Self.mostRegions, info.irqCount <= Self.mostRegions
        else {
            throw ProbeFailure(
                .failed,
                "\(Call.deviceInfo.rawValue) \(device.name): no PCI device, or"
                    + " \(info.regionCount) regions and \(info.irqCount) interrupts")
        }
        var record = VFIORecord(backend: backend.rawValue, regions: [])
        for index in 0..<info.regionCount {
            try signals.throwIfInterrupted()
            guard let reply = try asProbeFailure(try region(index)) else { continue }
            record.regions.append(VFIORecord.Region(index: index, info: reply))
        }
        for index in 0..<info.irqCount {
            try signals.throwIfInterrupted()
            guard let reply = try asProbeFailure(try irq(index)) else { continue }
            let object = "\(device.name) interrupt \(index)"
            let irq = try decoded(.irqInfo, object) { () throws(DecodeError) in
                try IRQInfo(reply, index: index)
            }
            record.irqs.append(
                VFIORecord.IRQ(index: index, count: irq.count, flags: UInt64(irq.flags)))
        }
        for feature in DeviceFeature.allCases {
            try signals.throwIfInterrupted()
            let supported = try asProbeFailure(try isSupported(feature))
            record.features.append(
                VFIORecord.Feature(index: feature.rawValue, supported: supported))
        }
        return DeviceReplies(info: info, record: record)
    }

    /// A region's reply, whole; nil for the VGA region of what is no VGA device.
    ///
    /// A reply that needs more room says how much, and may need still more the next time.
    private func region(_ index: Int) throws(CallFailure) -> [UInt8]? {
        var size = Self.usualReply
        for _ in 0..<8 where size <= VFIORecord.Region.largestInfo {
            let reply: [UInt8]
            do {
                reply = try kernel.regionInfo(device, index: index, size: size)
            } catch {
                if index == PCIRegion.vga, error.errno == .invalid { return nil }
                throw error
            }
            let needed = RegionInfo.argsz(reply) ?? RegionInfo.fixedSize
            guard needed > reply.count else {
                return Array(reply.prefix(max(needed, RegionInfo.fixedSize)))
            }
            size = needed
        }
        throw CallFailure(
            .regionInfo, "\(device.name) region \(index), which wants \(size) bytes and more",
            .invalid)
    }

    /// An interrupt index' reply; nil for one that this device has not (`vfio_pci_get_irq_count`).
    private func irq(_ index: Int) throws(CallFailure) -> [UInt8]? {
        do {
            return try kernel.irqInfo(device, index: index)
        } catch {
            if error.errno == .invalid { return nil }
            throw error
        }
    }

    /// What a reply says; one that makes no sense ends the probe, for the kernel is not what
    /// this program knows.
    private func decoded<Value>(
        _ call: Call, _ object: String, _ body: () throws(DecodeError) -> Value
    ) throws(ProbeFailure) -> Value {
        do {
            return try body()
        } catch {
            throw ProbeFailure(.failed, "\(call.rawValue) \(object): \(error)")
        }
    }

    /// Whether a feature is there; not there is an answer, anything else a failure.
    private func isSupported(_ feature: DeviceFeature) throws(CallFailure) -> Bool {
        do {
            try kernel.probe(feature, device)
            return true
        } catch {
            switch error.errno {
            case .notSupported, .operationNotSupported: return false
            default: throw error
            }
        }
    }
}
