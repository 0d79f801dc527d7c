import HostAccess
import MappingPolicy
import PCISnapshot
import Rendering
import SnapshotFile

/// Where devices come from, and what follows from that.
enum Source {
    /// The machine that the program runs on.
    case host
    /// A recorded sysfs tree, a directory like /sys/bus/pci.
    case sysfs(String)
    /// A snapshot file, `-` for standard input.
    case snapshot(String)

    /// Whether the devices are hardware that is there.
    var isThisMachine: Bool {
        switch self {
        case .host: true
        case .sysfs, .snapshot: false
        }
    }

    /// Whether VFIO can be asked about the devices: the kernel's, or a simulated one.
    var canProbe: Bool {
        switch self {
        case .host, .snapshot: true
        case .sysfs: false
        }
    }

    /// What a damaged device means for the exit status: files are input, hardware is a system.
    var damageStatus: Int32 { isThisMachine ? ExitError.failed : ExitError.malformedInput }

    /// What a plan rests on.
    func evidence(_ plan: DevicePlan) -> PlanEvidence {
        let evidence: Evidence =
            switch self {
            case .host, .sysfs: .sysfs
            case .snapshot: .snapshot
            }
        return PlanEvidence(evidence, isLive: plan.isLive)
    }

    /// Opens the source.
    ///
    /// - Parameters:
    ///   - config: how much of a device's configuration space is read.
    ///   - wake: whether devices that are asleep are read too.
    func open(_ config: ConfigExtent, wake: Bool) throws(ExitError)
        -> any DeviceSource & ~Copyable
    {
        switch self {
        case .host: try Self.host(nil, config, wake: wake)
        case .sysfs(let tree): try Self.host(tree, config, wake: wake)
        case .snapshot(let file): try SnapshotSource(file: file)
        }
    }

    private static func host(_ tree: String?, _ config: ConfigExtent, wake: Bool)
        throws(ExitError) -> HostSource
    {
        do {
            return try HostSource(tree: tree, wake: wake, config: config)
        } catch {
            throw ExitError(error)
        }
    }
}
