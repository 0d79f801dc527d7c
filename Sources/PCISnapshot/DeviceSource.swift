/// A back end that devices come from: the host, a recorded tree, a snapshot file.
///
/// Two steps, so that a machine with thousands of functions costs little when one is asked for:
/// the inventory tells every function's resources (a sub-page BAR's neighbor may belong to any
/// of them), and the rest is read for chosen functions only.
public protocol DeviceSource: ~Copyable {
    /// How well answers of this source are founded; part of every plan.
    var evidence: Evidence { get }

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

/// What an answer rests on, as the plan names it.
public enum Evidence: String, Sendable {
    /// Predicted from sysfs (this machine's or a recorded tree's).
    case sysfs
    /// Predicted from a snapshot file.
    case mock
}

/// A source that cannot deliver at all; what concerns one device is a `ReadError` of that device.
public enum SourceFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// A file or directory that should be there is not; the text names it.
    case missing(String)
    /// A file does not hold what it should; the text names the file, the place, the expectation.
    case malformed(String)
    /// A system or library call failed; the text names the call, the object, the error.
    case failed(String)
    /// The caller is not privileged enough; the text says for what.
    case denied(String)

    /// One sentence for a person.
    public var description: String {
        switch self {
        case .missing(let text), .malformed(let text), .failed(let text), .denied(let text): text
        }
    }
}
