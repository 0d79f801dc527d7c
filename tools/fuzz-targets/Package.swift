// swift-tools-version: 6.2
import PackageDescription

/// Fuzz targets, a package of their own: libFuzzer brings `main`, so nothing else may be linked.
///
/// Built and run by tools/fuzz with `--sanitize fuzzer`. A target is a folder with one function.
let decoders = [
    "config", "device", "irq", "layout", "messages", "plan", "region", "report", "resource",
    "selector", "snapshot",
]
let core: [Target.Dependency] = [
    "FuzzSupport", .product(name: "VFIOProbeCore", package: "vfio-probe"),
    .product(name: "PlanProperties", package: "vfio-probe"),
]

let package = Package(
    name: "fuzz-targets",
    dependencies: [.package(name: "vfio-probe", path: "../..")],
    targets: [
        .target(name: "FuzzSupport", path: "Support"),
        // The only one with libpci and a file system behind it.
        .executableTarget(
            name: "fuzz-sysfs",
            dependencies: core + [.product(name: "VFIOProbeHost", package: "vfio-probe")],
            path: "Sources/sysfs"),
    ]
        + decoders.map { name in
            .executableTarget(name: "fuzz-\(name)", dependencies: core, path: "Sources/\(name)")
        }
)
