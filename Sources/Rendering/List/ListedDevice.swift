public import MappingPolicy
public import PCIDecoding

/// A function as the listing shows it.
public struct ListedDevice {
    /// The function.
    let device: Device
    /// How much of it can be mapped.
    let plan: DevicePlan
    /// The names of its numbers.
    let names: DeviceNames

    /// A function, its plan and its names.
    public init(_ device: Device, _ plan: DevicePlan, _ names: DeviceNames) {
        self.device = device
        self.plan = plan
        self.names = names
    }
}
