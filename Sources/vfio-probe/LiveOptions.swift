public import ArgumentParser
public import LiveProbe

/// How a device is opened through VFIO.
struct LiveOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "VFIO's interface: auto, cdev (with iommufd), group (with a container).",
            valueName: "name"))
    var backend = BackendChoice.auto

    @Flag(help: "Open without an IOMMU: the device could reach all memory. Unsafe.")
    var noIommu = false

    @Flag(help: "Take the device from its driver for the probe, and give it back.")
    var bind = false

    @Flag(help: "Take even a device that is in use.")
    var force = false

    func validate() throws {
        if noIommu, backend == .cdev {
            throw ValidationError("--no-iommu goes with --backend group only.")
        }
        if force, !bind { throw ValidationError("--force is for --bind.") }
    }

    /// The options as a probe takes them.
    var probeOptions: ProbeOptions {
        var options = ProbeOptions()
        options.backend = backend
        options.noIOMMU = noIommu
        options.bind = bind
        options.force = force
        return options
    }
}

extension BackendChoice: ExpressibleByArgument {}
