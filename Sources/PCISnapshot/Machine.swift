/// A machine's facts and functions: what a snapshot file holds.
public struct Machine: Equatable, Sendable {
    /// What is known of the machine itself.
    public var host: HostFacts
    /// Its functions.
    public var devices: [DeviceSnapshot]

    /// A machine with these facts and functions.
    public init(host: HostFacts, devices: [DeviceSnapshot]) {
        self.host = host
        self.devices = devices
    }
}
