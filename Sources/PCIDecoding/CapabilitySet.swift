import PCISnapshot

/// The capabilities of one function, from both chains, each decoded or with a reason why not.
struct CapabilitySet {
    private(set) var msix: Fact<MSIXCapability> = .absent
    private(set) var express: Fact<ExpressCapability> = .absent
    private(set) var teeIO: Fact<Bool> = .absent
    private(set) var sriov: Fact<SRIOVCapability> = .absent
    private(set) var resizableBARs: Fact<ResizableBARCapability> = .absent
    private(set) var enhancedAllocation: Fact<EnhancedAllocation> = .absent
    private(set) var ide: Fact<IDECapability> = .absent
    private(set) var doeMailboxes: Fact<Int> = .absent
    private(set) var problems: [DeviceProblem] = []

    private static let doeID: UInt16 = 0x2e

    init(_ snapshot: DeviceSnapshot, _ config: ConfigSpace) {
        if snapshot.readConfig == nil {
            readTold(snapshot)
        } else if config.isBlank {
            problems.append(.header)
            setUnknown("configuration space has no vendor id")
        } else {
            readStandard(config)
            readExtended(config)
            takeTold(snapshot)
            refuseRepeatedMSIX(config)
        }
    }

    /// With two of them, what the kernel takes is the first, and what the device means is not
    /// known; no word of the snapshot's decides it.
    private mutating func refuseRepeatedMSIX(_ config: ConfigSpace) {
        guard CapabilityChain.standard(in: config).all(MSIXCapability.id).count > 1 else { return }
        problems.append(.repeated("MSI-X"))
        msix = .unknown("there is more than one MSI-X capability")
    }

    /// Without configuration space only the readable keys speak.
    private mutating func readTold(_ snapshot: DeviceSnapshot) {
        let fault = snapshot.readErrors.first { $0.part == .config }
        let reason = fault?.text ?? "configuration space is not part of the snapshot"
        setUnknown(reason)
        takeTold(snapshot)
        // A hand-written snapshot leaves out what the function does not have; one that was
        // captured says with a fault that nobody could look.
        if snapshot.msix == nil, fault == nil {
            msix = .absent
            problems.append(.msixAssumedAbsent)
        }
    }

    private mutating func setUnknown(_ reason: String) {
        express = .unknown(reason)
        sriov = .unknown(reason)
        resizableBARs = .unknown(reason)
        enhancedAllocation = .unknown(reason)
        ide = .unknown(reason)
        doeMailboxes = .unknown(reason)
        teeIO = .unknown(reason)
        msix = .unknown(reason)
    }

    private mutating func takeTold(_ snapshot: DeviceSnapshot) {
        if case .unknown = msix, let told = snapshot.msix {
            msix = .present(MSIXCapability(told))
        }
        if case .unknown = teeIO, let told = snapshot.teeIO { teeIO = .present(told) }
    }

    private mutating func readStandard(_ config: ConfigSpace) {
        let chain = CapabilityChain.standard(in: config)
        let reader = config.standardReader
        note(chain)
        msix = decode(chain, MSIXCapability.id, "MSI-X") { offset throws(DecodeError) in
            try MSIXCapability(reader, at: offset)
        }
        // Of what was not read a second one may be a part, and then the first says nothing.
        if case .unread = chain.end, let reason = chain.incomplete { msix = .unknown(reason) }
        express = decode(chain, ExpressCapability.id, "PCI Express") {
            offset throws(DecodeError) in
            try ExpressCapability(reader, at: offset)
        }
        let header = config.headerType
        enhancedAllocation = decode(chain, EnhancedAllocation.id, "Enhanced Allocation") {
            offset throws(DecodeError) in
            try EnhancedAllocation(reader, at: offset, headerType: header)
        }
        switch express {
        case .present(let capability): teeIO = .present(capability.teeIO)
        case .absent: teeIO = .absent
        case .unknown(let reason): teeIO = .unknown(reason)
        }
    }

    /// Only PCI Express functions have extended configuration space.
    private mutating func readExtended(_ config: ConfigSpace) {
        if express == .absent, config.reader.count <= 256 { return }
        let chain = CapabilityChain.extended(in: config)
        let reader = config.reader
        note(chain)
        sriov = decode(chain, SRIOVCapability.id, "SR-IOV") { offset throws(DecodeError) in
            try SRIOVCapability(reader, at: offset)
        }
        resizableBARs = decode(chain, ResizableBARCapability.id, "Resizable BAR") {
            offset throws(DecodeError) in
            try ResizableBARCapability(reader, at: offset)
        }
        ide = decode(chain, IDECapability.id, "IDE") { offset throws(DecodeError) in
            try IDECapability(reader, at: offset)
        }
        let mailboxes = chain.all(Self.doeID).count
        // Of a chain that goes on there may be more.
        if let reason = chain.incomplete {
            doeMailboxes = .unknown(reason)
        } else if mailboxes > 0 {
            doeMailboxes = .present(mailboxes)
        }
    }

    private mutating func note(_ chain: CapabilityChain) {
        switch chain.end {
        // What was not read is a fault of the source, not of these bytes.
        case .complete, .unread: break
        case .loop, .noAnswer, .outside: problems.append(.chain(chain.incomplete ?? ""))
        }
    }

    private mutating func decode<Value>(
        _ chain: CapabilityChain, _ id: UInt16, _ name: String,
        _ body: (Int) throws(DecodeError) -> Value
    ) -> Fact<Value> {
        guard let link = chain.first(id) else {
            return chain.incomplete.map(Fact.unknown) ?? .absent
        }
        do {
            return .present(try body(link.offset))
        } catch {
            problems.append(.capability(name, error))
            return .unknown("\(name) capability: \(error)")
        }
    }
}

extension MSIXCapability {
    init(_ record: MSIXRecord) {
        self.init(
            entries: record.entries,
            table: Location(bar: record.table.bar, offset: record.table.offset),
            pba: Location(bar: record.pba.bar, offset: record.pba.offset))
    }
}
