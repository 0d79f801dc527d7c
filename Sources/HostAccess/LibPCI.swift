import CProbeShims
import PCISnapshot
import SystemPackage

/// A libpci session: its functions, their identity, resources and configuration space.
///
/// Owns libpci's memory and file descriptors and gives them back at the end of its life. The
/// handles it gives out are valid as long as it lives, so they stay inside this module.
@safe struct LibPCI: ~Copyable {
    private let session: OpaquePointer

    /// One function's handle.
    @safe struct Function {
        let address: BusAddress
        fileprivate let handle: OpaquePointer
    }

    /// What libpci said when it failed, with errno's value at that moment.
    struct Failure: Error {
        let message: String
        let errno: CInt

        /// errno as the kernel's word.
        var word: Errno { Errno(rawValue: errno) }
    }

    /// A session on the running system's sysfs, or on a directory like it.
    init(sysfsPath: String?) throws(Failure) {
        let opened = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) {
            message -> Result<OpaquePointer, Failure> in
            let base = message.baseAddress
            let session =
                if let sysfsPath {
                    unsafe cprobe_pci_open(sysfsPath, base, message.count)
                } else {
                    unsafe cprobe_pci_open(nil, base, message.count)
                }
            if let session = unsafe session { return unsafe .success(session) }
            let text = unsafe base.map { unsafe String(cString: $0) } ?? ""
            return unsafe .failure(Failure(message: text, errno: 0))
        }
        unsafe self.init(session: try opened.get())
    }

    private init(session: OpaquePointer) { unsafe self.session = session }

    deinit {
        unsafe cprobe_pci_close(session)
    }

    /// Every function, sorted by address; libpci's own order is that of the directory.
    func scan() throws(Failure) -> [Function] {
        guard unsafe cprobe_pci_scan(session) == 0 else { throw failure }
        var functions: [Function] = []
        var next = unsafe cprobe_pci_next(session, nil)
        while let handle = unsafe next {
            let place = unsafe cprobe_pci_address(handle)
            let address = BusAddress(
                domain: place.domain, bus: place.bus, device: place.device,
                function: place.function)
            if let address {
                unsafe functions.append(Function(address: address, handle: handle))
            }
            unsafe next = cprobe_pci_next(session, handle)
        }
        functions.sort { $0.address < $1.address }
        return functions
    }

    /// Vendor and device id, as the kernel tells them.
    func ids(of function: Function) throws(Failure) -> (vendor: UInt16, device: UInt16) {
        var told = cprobe_ids()
        guard unsafe cprobe_pci_ids(session, function.handle, &told) == 0 else { throw failure }
        return (told.vendor, told.device)
    }

    /// The BARs and the ROM; nil when the kernel's list is too short or impossible.
    ///
    /// Those that end where they start have size 0: libpci does not tell one byte from none.
    func resources(of function: Function) throws(Failure) -> [ResourceRecord]? {
        var records: [ResourceRecord] = []
        var isSound = true
        let status = unsafe withUnsafeTemporaryAllocation(
            of: cprobe_resource.self, capacity: Int(CPROBE_RESOURCES)
        ) { told in
            let status = unsafe cprobe_pci_resources(
                session, function.handle, told.baseAddress)
            if status == 0 {
                for index in told.indices {
                    let one = unsafe told[index]
                    if !append(index, one, to: &records) { isSound = false }
                }
            }
            return status
        }
        guard status >= 0 else { throw failure }
        return status == 0 && isSound ? records : nil
    }

    /// False for a range that no resource can have.
    private func append(
        _ index: Int, _ told: cprobe_resource, to records: inout [ResourceRecord]
    ) -> Bool {
        guard told.size > 0 || told.flags != 0 else { return true }
        let record = ResourceRecord(
            index: index, start: told.start, size: told.size,
            flags: ResourceFlags(rawValue: told.flags))
        guard let record else { return false }
        records.append(record)
        return true
    }

    /// Bytes of configuration space; nil when there are not as many to be read.
    func read(_ function: Function, _ range: Range<Int>) throws(Failure) -> [UInt8]? {
        var status: CInt = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            status = unsafe cprobe_pci_read(
                session, function.handle, CInt(range.lowerBound), buffer.baseAddress,
                CInt(range.count))
            filled = status == 1 ? range.count : 0
        }
        if status == 1 { return bytes }
        if status < 0 { throw failure }
        let failure = failure
        if !failure.message.isEmpty { throw failure }
        return nil
    }

    private var failure: Failure {
        Failure(
            message: unsafe String(cString: cprobe_pci_message(session)),
            errno: unsafe cprobe_pci_errno(session))
    }

    // MARK: Names

    /// A vendor's name from pci.ids, nil when it has none.
    func vendorName(_ vendor: UInt16) -> String? {
        unsafe name { buffer, size in
            unsafe cprobe_pci_vendor_name(session, vendor, buffer, size)
        }
    }

    /// A device's name from pci.ids, nil when it has none.
    func deviceName(_ vendor: UInt16, _ device: UInt16) -> String? {
        unsafe name { buffer, size in
            unsafe cprobe_pci_device_name(session, vendor, device, buffer, size)
        }
    }

    /// A class' name (16 bits: base and sub-class) from pci.ids, nil when it has none.
    func className(_ classCode: UInt16) -> String? {
        unsafe name { buffer, size in
            unsafe cprobe_pci_class_name(session, classCode, buffer, size)
        }
    }

    private func name(_ body: (UnsafeMutablePointer<CChar>, Int) -> Void) -> String? {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let base = buffer.baseAddress else { return nil }
            unsafe body(base, buffer.count)
            let text = unsafe String(cString: base)
            return text.isEmpty ? nil : text
        }
    }
}
