import PCIDecoding
import PCISnapshot

/// What the kernel lets be mapped of a region, safe or not (Rules.md, "What the kernel
/// permits").
///
/// Since Linux 4.16 vfio-pci maps the MSI-X table like any register; a plan is a subset of what
/// is permitted, and a live probe compares both with what mmap really does.
/// Source: `vfio_pci_core_mmap()`, `vfio_pci_probe_mmaps()`.
struct KernelPermits {
    /// Page-rounded ranges, ascending.
    let ranges: [ByteRange]

    /// - Parameters:
    ///   - region: the BAR.
    ///   - host: the machine.
    ///   - page: the page size of the plan.
    ///   - table: the MSI-X table, nil for none.
    ///   - driver: the driver that would have reported MSIX_MAPPABLE.
    init(
        _ region: Region, _ host: HostContext, _ page: PageSize, table: MSIXStructure?,
        driver: String?
    ) {
        var ignored: [Finding] = []
        let layer = region.layer(at: page, host, &ignored)
        let whole = ByteRange(0, page.up(region.size))
        guard layer.extents.contains(where: \.verdict.isDirect) else {
            ranges = []
            return
        }
        var permitted = [whole]
        if case .success(let info)? = region.answer, info.sparseAreas != nil {
            permitted = layer.extents.filter(\.verdict.isDirect).map {
                ByteRange($0.range.start, page.up($0.range.end))
            }
        }
        if let table, table.bar == region.bar.index, Self.refusesTable(region, host, driver) {
            let window = page.touched(by: table.range)
            permitted = permitted.flatMap { $0.subtracting(window) }
        }
        ranges = permitted
    }

    /// Kernels before 4.16 refuse the table's pages.
    ///
    /// A live answer tells by MSIX_MAPPABLE, which
    /// vfio-pci itself always gives since then.
    private static func refusesTable(_ region: Region, _ host: HostContext, _ driver: String?)
        -> Bool
    {
        switch region.answer {
        case .success(let info)?:
            !info.msixMappable && info.sparseAreas == nil && driver == "vfio-pci"
        case .failure?: true
        case nil: host.kernel.map { $0 < KernelVersion(4, 16) } ?? false
        }
    }
}

/// A kernel's version, as far as the rules ask for it.
struct KernelVersion: Comparable, Sendable {
    private let major: Int
    private let minor: Int

    init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// The version at the start of a release such as `6.12.0-1-amd64`; nil for other text.
    init?(_ release: String) {
        let parts = release.split(separator: ".").prefix(2).map { part in
            Int(part.prefix { $0.isASCII && $0.isNumber })
        }
        guard parts.count == 2, let major = parts[0], let minor = parts[1] else { return nil }
        self.init(major, minor)
    }

    static func < (left: Self, right: Self) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}
