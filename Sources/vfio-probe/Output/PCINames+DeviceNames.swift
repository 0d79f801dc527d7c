import HostAccess
import PCISnapshot
import Rendering

extension PCINames {
    /// The names of a device's numbers.
    func names(of identity: DeviceSnapshot.Identity) -> DeviceNames {
        let vendorName = identity.vendor.flatMap(vendor)
        let className = identity.classCode.flatMap { classCode(UInt16($0 >> 8)) }
        guard let vendor = identity.vendor, let device = identity.device else {
            return DeviceNames(vendor: vendorName, device: nil, classCode: className)
        }
        return DeviceNames(
            vendor: vendorName, device: self.device(vendor, device), classCode: className)
    }
}
