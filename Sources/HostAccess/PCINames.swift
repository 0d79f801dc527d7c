/// Names of vendors, devices and classes from pci.ids, through libpci.
///
/// Opened when the first name is asked for: parsing the list takes longer than most commands.
public final class PCINames {
    private var library: LibPCINames?
    private var vendors = Cache<UInt16>()
    private var devices = Cache<UInt32>()
    private var classes = Cache<UInt16>()

    /// Names that nobody has asked for yet.
    public init() {}

    /// A vendor's name, nil when the list has none.
    public func vendor(_ vendor: UInt16) -> String? {
        vendors.name(vendor) { opened?.library.vendorName(vendor) }
    }

    /// A device's name, nil when the list has none.
    public func device(_ vendor: UInt16, _ device: UInt16) -> String? {
        devices.name(UInt32(vendor) << 16 | UInt32(device)) {
            opened?.library.deviceName(vendor, device)
        }
    }

    /// The name of a class of 16 bits, nil when the list has none.
    public func classCode(_ code: UInt16) -> String? {
        classes.name(code) { opened?.library.className(code) }
    }

    private var opened: LibPCINames? {
        if library == nil { library = LibPCINames() }
        return library
    }
}

/// Holds the session, which cannot be stored in an optional property of a class by itself.
private final class LibPCINames {
    let library: LibPCI

    init?() {
        // Names need libpci's tables, not its devices; without them there are numbers.
        guard let library = try? LibPCI(sysfsPath: nil) else { return nil }
        self.library = library
    }
}

/// Remembers names, and that there is none: libpci asks the file system again for each unknown id.
private struct Cache<Key: Hashable> {
    private var known: [Key: String?] = [:]

    mutating func name(_ key: Key, _ lookUp: () -> String?) -> String? {
        if let name = known[key] { return name }
        let name = lookUp()
        known[key] = .some(name)
        return name
    }
}
