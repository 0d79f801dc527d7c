public import PCISnapshot

extension HostFacts {
    /// The same facts without what somebody built into the kernel's name.
    ///
    /// Of `6.1.0-49-acme` the version stays, `6.1.0`.
    public var anonymized: HostFacts {
        HostFacts(
            pageSize: pageSize,
            kernel: kernel.map { String($0.prefix { "0123456789.".contains($0) }) },
            machine: machine.flatMap(Word.known), complete: complete,
            neighbors: neighbors.map { neighbor in
                Neighbor(
                    address: neighbor.address, resources: neighbor.resources,
                    readErrors: neighbor.readErrors.map(\.anonymized))
            },
            neighborsKnown: neighborsKnown)
    }
}

extension DeviceSnapshot {
    /// The same function without what could tell whose it is, and with the same plan.
    ///
    /// Made by keeping what is known to be needed, not by dropping what is known to be private:
    /// what nobody here understands is not kept.
    public var anonymized: DeviceSnapshot {
        var device = DeviceSnapshot(address: address)
        device.identity = identity
        device.driver = driver
        device.iommuGroup = iommuGroup
        device.config = config.map(AnonymousBytes.config)
        device.resources = resources
        device.claims = claims.map { claim in
            let holder = MemoryHolder(claim.holder)
            let isGeneric = holder.isFirmware || holder.isFramebuffer
            return MemoryClaim(bar: claim.bar, holder: isGeneric ? claim.holder : "a driver")
        }
        device.msix = msix
        device.teeIO = teeIO
        device.vfio = vfio.map { vfio in
            VFIORecord(
                backend: vfio.backend.flatMap(Word.known),
                regions: vfio.regions.map {
                    .init(index: $0.index, info: AnonymousBytes.reply($0))
                }, irqs: vfio.irqs, features: vfio.features)
        }
        device.tdisp = tdisp.map { tdisp in
            TDISPRecord(
                report: tdisp.report.map(AnonymousBytes.report),
                mmioReportingOffset: tdisp.mmioReportingOffset, placement: tdisp.placement,
                unit: tdisp.unit)
        }
        device.tsm = tsm
        device.readErrors = readErrors.map(\.anonymized)
        return device
    }
}

extension ReadError {
    /// The same fault without its words: they name files, which may name people.
    fileprivate var anonymized: ReadError {
        ReadError(part, reason, "\(part.rawValue): \(reason.rawValue)")
    }
}

/// Words that every machine has alike.
private enum Word {
    private static let all: Set<String> = [
        "aarch64", "arm64", "cdev", "group", "loongarch64", "ppc64le", "riscv64", "s390x", "x86_64",
    ]

    static func known(_ word: String) -> String? { all.contains(word) ? word : nil }
}

/// What an anonymous snapshot has and has not, for the person who passes it on.
public enum Anonymity {
    /// Sentences, one a line.
    public static let statement = [
        "left out: subsystem ids, serial numbers, VPD and every other register that no plan rests"
            + " on; device-specific bytes of TDISP reports; the kernel's name beyond its version;"
            + " the names of files",
        "kept: addresses on the bus and of BARs, vendor, device, class, revision, BARs and the"
            + " capabilities that are decoded, drivers, IOMMU groups, what VFIO answered, TSM"
            + " attributes, TDISP ranges, architecture and page size, that a BAR is reserved",
    ]
}
