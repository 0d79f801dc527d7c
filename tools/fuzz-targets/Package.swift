// swift-tools-version: 6.2
import PackageDescription

/// Fuzz targets, a package of their own: libFuzzer brings `main`, so nothing else may be linked.
///
/// Built and run by tools/fuzz with `--sanitize fuzzer`. A target is a folder with one function.
let targets = [
    "config", "region", "snapshot", "selector", "report", "messages", "plan",
]

let package = Package(
    name: "fuzz-targets",
    dependencies: [.package(name: "vfio-probe", path: "../..")],
    targets: targets.map { name in
        .executableTarget(
            name: "fuzz-\(name)",
            dependencies: [
                .product(name: "VFIOProbeCore", package: "vfio-probe")
            ],
            path: "Sources/\(name)")
    }
)
