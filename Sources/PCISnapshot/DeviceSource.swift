/// A back end that devices come from: the host, a recorded tree, a snapshot file.
///
/// Two steps, so that a machine with thousands of functions costs little when one is asked for:
/// the inventory tells every function's resources (a sub-page BAR's neighbor may belong to any
/// of them), and the rest is read for chosen functions only.
public protocol DeviceSource: ~Copyable {
    /// Every function with its resources, sorted by address, and the machine.
    ///
    /// - Parameter identified: with the kernel's word on vendor, device and class too. It costs
    ///   three files a function, so it is asked for only when functions are chosen by id.
    mutating func inventory(identified: Bool) throws(SourceFailure) -> Machine

    /// The same function with identity, configuration space, driver and group.
    ///
    /// Never throws: what cannot be read becomes a `ReadError` of this one device.
    mutating func complete(_ device: DeviceSnapshot) -> DeviceSnapshot
}
