/// The kernel's `tsm/` attributes of a function, as they read.
///
/// Source: Documentation/ABI/testing/sysfs-bus-pci (Linux 6.19); `bound` and `dsm` are not in a
/// release yet. They exist only where a TSM driver is loaded.
public struct TSMRecord: Equatable, Sendable {
    /// The TSM that the function is connected to, `not connected` otherwise.
    public var connect: String?
    /// The TSM that the function is bound to as a TDI.
    public var bound: String?
    /// The function that is the device security manager.
    public var dsm: String?

    /// A record with these values; nil for an attribute that does not exist.
    public init(connect: String? = nil, bound: String? = nil, dsm: String? = nil) {
        self.connect = connect
        self.bound = bound
        self.dsm = dsm
    }
}
