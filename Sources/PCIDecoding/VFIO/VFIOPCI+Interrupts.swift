import PCISnapshot

extension VFIOPCI {
    /// The reply about an interrupt, nil for EINVAL, and for what is not known.
    public func irq(_ index: Int) -> [UInt8]? {
        if let record = snapshot.vfio {
            return record.irqs.first { $0.index == index }.map {
                IRQInfo(
                    flags: IRQInfo.Flags(rawValue: UInt32(truncatingIfNeeded: $0.flags)),
                    count: $0.count
                ).encoded(index: index)
            }
        }
        return PCIInterrupt(rawValue: index).flatMap(predicted)?.encoded(index: index)
    }

    /// `vfio_pci_ioctl_get_irq_info()`, with the counts of `vfio_pci_get_irq_count()`.
    ///
    /// What rests on capabilities that nobody has read is not predicted: no vectors would be a
    /// statement as well.
    private func predicted(_ interrupt: PCIInterrupt) -> IRQInfo? {
        switch interrupt {
        case .intx:
            return IRQInfo(flags: [.eventfd, .maskable, .automasked], count: hasPin ? 1 : 0)
        case .msi:
            return msiVectors.map { IRQInfo(flags: [.eventfd, .noResize], count: $0) }
        case .msix:
            // Vectors can be added while others are in use where there are some (`has_dyn_msix`,
            // Linux 6.5 and later).
            switch device.msix {
            case .present(let msix): return IRQInfo(flags: .eventfd, count: msix.entries)
            case .absent: return IRQInfo(flags: [.eventfd, .noResize], count: 0)
            case .unknown: return nil
            }
        case .error:
            guard case .present = device.express else { return nil }
            return IRQInfo(flags: [.eventfd, .noResize], count: 1)
        case .request: return IRQInfo(flags: [.eventfd, .noResize], count: 1)
        }
    }

    /// Interrupt Pin of the header; taken as there where it was not read.
    ///
    /// Virtual functions have none, whatever their header says: they are told by their vendor id,
    /// which reads all ones (PCIe 6.0, 9.3.4.1.1).
    private var hasPin: Bool {
        guard let config = snapshot.readConfig else { return true }
        let reader = ByteReader(config)
        if (try? reader.u16(0, "vendor id")) == 0xffff { return false }
        return (try? reader.u8(0x3d, "interrupt pin")) != 0
    }

    /// Multiple Message Capable, a power of two (PCI Local Bus 3.0, 6.8.1); 0 without MSI, nil
    /// where that was not read.
    private var msiVectors: Int? {
        guard let config = snapshot.readConfig else { return nil }
        let space = ConfigSpace(config)
        let chain = CapabilityChain.standard(in: space)
        guard let link = chain.first(Self.msiID) else { return chain.incomplete == nil ? 0 : nil }
        guard let control = try? space.standardReader.u16(link.offset + 2, "MSI message control")
        else { return nil }
        return 1 << Int(control >> 1 & 7)
    }

    private static let msiID: UInt16 = 5
}
