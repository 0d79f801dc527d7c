import PCISnapshot

extension VFIORecord.Region {
    /// The bytes that a kernel answers.
    init(
        _ index: Int, size: UInt64, flags: RegionInfo.Flags = [.read, .write, .mmap],
        sparse areas: [RegionInfo.Area]? = nil, msixMappable: Bool = false
    ) {
        let capabilities: [RegionCapability] =
            (msixMappable ? [.msixMappable] : []) + (areas.map { [.sparseMmap($0)] } ?? [])
        let reply = RegionReply(index: index, flags: flags, size: size, capabilities: capabilities)
        self.init(index: index, info: reply.bytes)
    }
}

extension RegionInfo.Area {
    init(_ offset: UInt64, _ size: UInt64) {
        self.init(offset: offset, size: size)
    }
}
