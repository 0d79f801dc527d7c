public import PCISnapshot

/// Subsystem vendor and subsystem id of an ordinary header (PCI Local Bus 3.0, 6.2.4).
public enum SubsystemIDs {
    /// Both ids; nil for another kind of header, or where they were not read.
    public static func read(_ config: PartialBytes) -> (vendor: UInt16, device: UInt16)? {
        let space = ConfigSpace(config)
        guard !space.isBlank, space.headerType == .endpoint,
            let vendor = try? space.reader.u16(0x2c, "subsystem vendor"),
            let device = try? space.reader.u16(0x2e, "subsystem id")
        else { return nil }
        return (vendor, device)
    }
}
