public import ArgumentParser
public import LiveProbe
import Printing

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

    @Option(
        help: ArgumentHelp(
            "Override reasons of a refusal, by their names; alone, it prints those of one device.",
            valueName: "reason,..."))
    var force: ForcedReasons?

    func validate() throws {
        if noIommu, backend == .cdev {
            throw ValidationError("--no-iommu requires --backend group")
        }
    }

    /// What is overridden is overridden for one device, of which somebody knows it.
    func refuseForce(of count: Int) throws(ExitError) {
        guard force != nil, count > 1 else { return }
        throw ExitError(
            ExitError.usage, "--force takes one function at a time: \(count) are selected")
    }

    /// The options as a probe takes them.
    var probeOptions: ProbeOptions {
        var options = ProbeOptions()
        options.backend = backend
        options.noIOMMU = noIommu
        options.bind = bind
        options.overrides = force?.kinds ?? []
        return options
    }
}

extension BackendChoice: ExpressibleByArgument {}
