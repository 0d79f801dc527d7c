/// The names that belong to a device's numbers; nil for each that nobody knows.
public struct DeviceNames: Sendable {
    /// Vendor.
    public let vendor: String?
    /// Device.
    public let device: String?
    /// Class.
    public let classCode: String?

    /// Names as looked up.
    public init(vendor: String?, device: String?, classCode: String?) {
        self.vendor = vendor
        self.device = device
        self.classCode = classCode
    }

    /// Vendor and device on one line, or what there is.
    var line: String {
        let words = [vendor, device].compactMap { $0 }
        return words.isEmpty ? classCode ?? "" : words.joined(separator: " ")
    }
}
