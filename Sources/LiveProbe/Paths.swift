import PCISnapshot

/// The paths that a probe reads and writes; absolute, so that nothing depends on where it runs.
enum Paths {
    static let pci = "/sys/bus/pci"
    static let drivers = pci + "/drivers"
    static let vfioDriver = "vfio-pci"
    static let iommufd = "/dev/iommu"
    static let container = "/dev/vfio/vfio"
    static let vfioModule = "/sys/module/vfio"
    static let noIOMMUMode = vfioModule + "/parameters/enable_unsafe_noiommu_mode"
    static let bootID = "/proc/sys/kernel/random/boot_id"
    static let records = "/run/vfio-probe"

    /// A function's directory.
    static func device(_ address: BusAddress) -> String { "\(pci)/devices/\(address)" }

    /// An attribute of a function.
    static func device(_ address: BusAddress, _ attribute: String) -> String {
        device(address) + "/" + attribute
    }

    /// A driver's directory.
    static func driver(_ name: String) -> String { drivers + "/" + name }

    /// A driver's file that takes the addresses of functions: `bind` or `unbind`.
    static func driver(_ name: String, _ file: String) -> String { driver(name) + "/" + file }

    /// The character device of a `vfioN` name.
    static func characterDevice(_ name: String) -> String { "/dev/vfio/devices/" + name }

    /// The node of a group; without an IOMMU it says so in its name.
    static func group(_ group: String, noIOMMU: Bool) -> String {
        "/dev/vfio/" + (noIOMMU ? "noiommu-" : "") + group
    }

    /// The record of a function that is taken from its driver.
    static func record(_ address: BusAddress) -> String { records + "/\(address)" }
}
