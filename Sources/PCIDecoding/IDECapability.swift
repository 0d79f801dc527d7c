import PCISnapshot

/// Integrity and Data Encryption: which kinds of streams a port can protect.
///
/// Source: PCIe 6.0, 7.9.26. Debian 12's libpci does not know this capability yet.
public struct IDECapability: Equatable, Sendable {
    /// Link IDE streams.
    public let link: Bool
    /// Selective IDE streams.
    public let selective: Bool
    /// How many selective streams; 0 when there are none.
    public let selectiveStreams: Int
    /// TEE-Limited streams.
    public let teeLimited: Bool

    static let id: UInt16 = 0x30
    /// Bytes of it that are read here, from its id on.
    static let bytesRead = 8

    init(_ reader: ByteReader, at offset: Int) throws(DecodeError) {
        let capability = try reader.u32(offset + 4, "IDE capability")
        link = capability & 1 != 0
        selective = capability & 2 != 0
        selectiveStreams = selective ? Int(capability >> 16 & 0xff) + 1 : 0
        teeLimited = capability & 1 << 24 != 0
    }
}
