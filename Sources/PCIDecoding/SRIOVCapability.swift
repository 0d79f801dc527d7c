import PCISnapshot

/// Single Root I/O Virtualization: the VFs' number, routing ids, page size and BARs.
///
/// Source: PCIe 6.0, 9.3.3.
public struct SRIOVCapability: Equatable, Sendable {
    /// VFs that there can be.
    public let totalVFs: Int
    /// VFs that are enabled; 0 when VF Enable is clear.
    public let enabledVFs: Int
    /// Distance of the first VF's routing id from the PF's.
    public let firstVFOffset: Int
    /// Distance of two VFs' routing ids.
    public let vfStride: Int
    /// The VFs' device id.
    public let vfDevice: UInt16
    /// Supported page sizes in bytes, ascending.
    public let supportedPageSizes: [UInt64]
    /// The page size in force, in bytes; 0 when none or several bits are set.
    public let systemPageSize: UInt64

    static let id: UInt16 = 0x10
    /// Bytes of it that are read here, from its id on.
    static let bytesRead = 0x24

    init(_ reader: ByteReader, at offset: Int) throws(DecodeError) {
        let control = try reader.u16(offset + 0x08, "SR-IOV control")
        let count = try reader.u16(offset + 0x10, "SR-IOV NumVFs")
        enabledVFs = control & 1 != 0 ? Int(count) : 0
        totalVFs = Int(try reader.u16(offset + 0x0e, "SR-IOV TotalVFs"))
        firstVFOffset = Int(try reader.u16(offset + 0x14, "SR-IOV first VF offset"))
        vfStride = Int(try reader.u16(offset + 0x16, "SR-IOV VF stride"))
        vfDevice = try reader.u16(offset + 0x1a, "SR-IOV VF device id")
        let supported = try reader.u32(offset + 0x1c, "SR-IOV supported page sizes")
        supportedPageSizes = (0..<32).filter { supported & 1 << $0 != 0 }.map { 4096 << $0 }
        let system = try reader.u32(offset + 0x20, "SR-IOV system page size")
        systemPageSize = system.nonzeroBitCount == 1 ? 4096 * UInt64(system) : 0
    }
}
