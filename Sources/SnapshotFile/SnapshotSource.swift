public import PCISnapshot

/// A machine from a snapshot file.
///
/// Everything after the source runs as it does on a host; what VFIO answered is served as the
/// bytes of its replies.
public struct SnapshotSource: DeviceSource {
    private let machine: Machine

    /// A machine from a snapshot file's bytes.
    ///
    /// - Parameters:
    ///   - bytes: the whole file, schema `vfio-probe/snapshot/1`.
    ///   - name: what to call the file in messages.
    /// - Throws: `SourceFailure.malformed`.
    public init(_ bytes: consuming [UInt8], name: String) throws(SourceFailure) {
        var machine = try SnapshotFile.decode(consume bytes, name: name)
        machine.devices.sort { $0.address < $1.address }
        self.machine = machine
    }

    /// The file's functions, sorted by address.
    public func inventory(identified: Bool) -> Machine { machine }

    /// The function itself: a snapshot is complete from the start.
    public func complete(_ device: DeviceSnapshot) -> DeviceSnapshot { device }
}
