public import PCISnapshot

/// The steps of a dry run as JSON, schema `vfio-probe/steps/1`.
public struct StepsJSON {
    /// A renderer.
    public init() {}

    /// Everything before the first device.
    public var opening: [UInt8] { Array("{\"schema\":\"vfio-probe/steps/1\",\"devices\":[".utf8) }

    /// Everything behind the last device.
    public var closing: [UInt8] { Array("\n]}\n".utf8) }

    /// One device.
    public func device(_ address: BusAddress, _ steps: [String], isFirst: Bool) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.string("address", address.description)
            json.list("steps") { json in
                for step in steps { json.element(step) }
            }
        }
        return Array((isFirst ? "\n" : ",\n").utf8) + json.bytes
    }
}
