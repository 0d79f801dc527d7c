/// What a person wants of a probe.
public struct ProbeOptions: Equatable, Sendable {
    /// The interface.
    public var backend = BackendChoice.auto
    /// Open without an IOMMU, which lets the device reach all memory.
    public var noIOMMU = false
    /// Try what the plan says.
    public var verify = false
    /// Read registers of what was mapped.
    public var touch = false
    /// Take the device from its driver, and give it back.
    public var bind = false
    /// The reasons against taking or resetting the device that are overridden.
    public var overrides: Set<InUseReason.Kind> = []

    /// The options of a plain probe.
    public init() {}
}
