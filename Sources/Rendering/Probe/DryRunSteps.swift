public import PCISnapshot

/// What a probe of a device would do.
public struct DryRunSteps {
    /// The device.
    let address: BusAddress
    /// The steps, in order.
    let steps: [String]

    /// The steps for a device.
    public init(_ address: BusAddress, _ steps: [String]) {
        self.address = address
        self.steps = steps
    }
}
