/// Names of vendors, devices and classes from pci.ids, through libpci.
///
/// Opened when the first name is asked for: parsing the list takes longer than most commands.
public final class PCINames {
    private var library: LibPCINames?
    private var vendors: [UInt16: String?] = [:]
    private var classes: [UInt16: String?] = [:]

    /// Names that nobody has asked for yet.
    public init() {}

    /// A vendor's name, nil when the list has none.
    public func vendor(_ vendor: UInt16) -> String? {
        if let known = vendors[vendor] { return known }
        let name = opened?.library.vendorName(vendor)
        vendors[vendor] = .some(name)
        return name
    }

    /// A device's name, nil when the list has none.
    public func device(_ vendor: UInt16, _ device: UInt16) -> String? {
        opened?.library.deviceName(vendor, device)
    }

    /// The name of a class of 16 bits, nil when the list has none.
    public func classCode(_ code: UInt16) -> String? {
        if let known = classes[code] { return known }
        let name = opened?.library.className(code)
        classes[code] = .some(name)
        return name
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
