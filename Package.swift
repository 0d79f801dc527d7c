// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is built alike.
///
/// Memory-unsafe code must be marked, warnings end the build. The C target is left out: these settings are the Swift compiler's.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "vfio-probe",
    products: [
        .executable(name: "vfio-probe", targets: ["vfio-probe"]),
        // The pure stages, for tools/fuzz-targets.
        .library(
            name: "VFIOProbeCore",
            targets: [
                "Anonymizing", "PCISnapshot", "SnapshotFile", "PCIDecoding", "TDISP",
                "MappingPolicy",
            ]),
        // What holds for every plan, for the tests and the fuzz targets.
        .library(name: "PlanProperties", targets: ["PlanProperties"]),
        // The sources of a host, for the fuzz target that runs libpci.
        .library(name: "VFIOProbeHost", targets: ["HostAccess"]),
    ],
    dependencies: [
        // Commands, options, help texts, completions: what every Swift command line uses.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        // `Errno`, `FileDescriptor`: system calls with EINTR and errors done right.
        .package(url: "https://github.com/apple/swift-system", from: "1.4.0"),
    ],
    targets: [
        // Stage 0: C. libpci, and what Swift cannot import of it.
        .systemLibrary(
            name: "CLibPCI", pkgConfig: "libpci", providers: [.apt(["libpci-dev"])]),
        .target(name: "CProbeShims", dependencies: ["CLibPCI"]),

        // Stage 1: sources deliver snapshots. HostAccess is the only module with C and `unsafe`.
        .target(
            name: "HostAccess",
            dependencies: [
                "CProbeShims", "LiveProbe", "MappingPolicy", "PCIDecoding", "PCISnapshot",
                "Printing",
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),
        // The kernel that stands in for VFIO, with failures where a scenario wants them.
        .target(
            name: "MockKernel",
            dependencies: ["LiveProbe", "PCIDecoding", "PCISnapshot", "SnapshotFile"],
            path: "Mocks/MockKernel", swiftSettings: strict),

        // Stage 2: the snapshot, raw bytes, with what reads and writes them and VFIO's replies among
        // them; and the file it is kept in, which is a source, too.
        .target(name: "PCISnapshot", swiftSettings: strict),
        .target(name: "SnapshotFile", dependencies: ["PCISnapshot"], swiftSettings: strict),

        // Beside the stages: what may be printed, and nothing else can be.
        .target(name: "Printing", dependencies: ["PCISnapshot"], swiftSettings: strict),

        // Stage 3: bytes become a device.
        .target(name: "PCIDecoding", dependencies: ["PCISnapshot"], swiftSettings: strict),

        // Stage 3, too: bytes of a TDISP interface report become values.
        .target(name: "TDISP", dependencies: ["PCISnapshot"], swiftSettings: strict),

        // Beside the stages: a snapshot that can be shown to others.
        .target(
            name: "Anonymizing", dependencies: ["PCISnapshot", "PCIDecoding", "TDISP"],
            swiftSettings: strict),

        // Stage 4: the device becomes a plan. Pure.
        .target(
            name: "MappingPolicy", dependencies: ["PCISnapshot", "PCIDecoding", "TDISP"],
            swiftSettings: strict),

        // The live probe: the flow from borrowing a device to giving it back. Pure; the system is
        // behind one protocol, which HostAccess and the mock stand for.
        .target(
            name: "LiveProbe", dependencies: ["PCISnapshot", "PCIDecoding", "MappingPolicy"],
            swiftSettings: strict),

        // Stage 5: the plan becomes text or JSON.
        .target(
            name: "Rendering",
            dependencies: [
                "PCISnapshot", "PCIDecoding", "MappingPolicy", "LiveProbe", "Printing", "TDISP",
            ],
            exclude: ["Schemas"], swiftSettings: strict),

        // The command line: chooses a source, runs the stages, sets the exit status.
        .executableTarget(
            name: "vfio-probe",
            dependencies: [
                "Anonymizing", "HostAccess", "LiveProbe", "MockKernel",
                "SnapshotFile", "PCISnapshot", "PCIDecoding", "MappingPolicy", "Printing",
                "Rendering",
                "TDISP",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        // Layouts of real devices as a machine, for tests and benchmarks.
        .target(
            name: "LayoutTable", dependencies: ["PCISnapshot"], path: "Tests/LayoutTable",
            swiftSettings: strict),
        // What tools/bench measures from inside, and the tree that it measures on.
        .executableTarget(
            name: "bench-support",
            dependencies: ["LayoutTable", "MappingPolicy", "PCIDecoding", "PCISnapshot"],
            path: "tools/bench-support", swiftSettings: strict),

        // The judge of the lab: what tools/lab/test noted becomes verdicts. Pure; files are the
        // command's.
        .target(
            name: "LabJudge",
            dependencies: [
                "LiveProbe", "MappingPolicy", "PCISnapshot", "Rendering", "SnapshotFile",
            ],
            path: "tools/lab-check/LabJudge", swiftSettings: strict),
        .executableTarget(
            name: "lab-check", dependencies: ["HostAccess", "LabJudge", "Printing"],
            path: "tools/lab-check/Command", swiftSettings: strict),

        // Tests, a target per module; the command line is tested as a process.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        .target(
            name: "PlanProperties", dependencies: ["MappingPolicy", "PCIDecoding", "PCISnapshot"],
            path: "Tests/PlanProperties", swiftSettings: strict),
        .testTarget(
            name: "PCISnapshotTests", dependencies: ["PCISnapshot"], swiftSettings: strict),
        .testTarget(name: "PrintingTests", dependencies: ["Printing"], swiftSettings: strict),
        .testTarget(
            name: "SnapshotFileTests",
            dependencies: ["SnapshotFile", "PCISnapshot", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "PCIDecodingTests",
            dependencies: ["PCIDecoding", "PCISnapshot", "SnapshotFile", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "MappingPolicyTests",
            dependencies: [
                "LayoutTable", "MappingPolicy", "PCIDecoding", "PCISnapshot", "PlanProperties",
                "SnapshotFile", "TDISP", "TestSupport",
            ],
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "AnonymizingTests",
            dependencies: [
                "Anonymizing", "MappingPolicy", "PCIDecoding", "PCISnapshot", "PlanProperties",
                "SnapshotFile", "TDISP", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "TDISPTests", dependencies: ["TDISP", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "HostAccessTests",
            dependencies: [
                "HostAccess", "LiveProbe", "MappingPolicy", "PCISnapshot", "Printing",
                "SnapshotFile",
                "TestSupport",
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LiveProbeTests",
            dependencies: [
                "LiveProbe", "MappingPolicy", "MockKernel", "PCIDecoding", "PCISnapshot",
                "SnapshotFile", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CommandTests", dependencies: ["vfio-probe", "TestSupport"],
            swiftSettings: strict),
        // What commands print, against Tests/Golden and the schemas.
        .testTarget(
            name: "GoldenTests",
            dependencies: [
                "vfio-probe", "LiveProbe", "MappingPolicy", "PCIDecoding", "PCISnapshot",
                "Rendering", "SnapshotFile", "TDISP", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LabJudgeTests",
            dependencies: ["LabJudge", "LiveProbe", "PCISnapshot", "TestSupport"],
            exclude: ["Fixtures"], swiftSettings: strict),
    ]
)

// What is tested is optimized, the tests are not: that halves the time in which tools/sanitize
// compiles them.
for target in package.targets where target.type == .test {
    target.swiftSettings = strict + [.unsafeFlags(["-Onone"], .when(configuration: .release))]
}
