import ArgumentParser

/// Where devices come from: this machine, a recorded tree, or a snapshot file.
struct SourceOptions: ParsableArguments {
    @OptionGroup var snapshot: SnapshotOptions

    @Option(
        help: ArgumentHelp(
            "Read a recorded sysfs tree: a directory like /sys/bus/pci.", valueName: "dir"))
    var sysfs: String?

    @Flag(help: "Read devices that are asleep (D3cold) too, which wakes them.")
    var wake = false

    func validate() throws {
        if sysfs == "" { throw ValidationError("empty file name") }
        if snapshot.file != nil, sysfs != nil {
            throw ValidationError("--snapshot and --sysfs are mutually exclusive")
        }
    }

    /// The source that was asked for.
    var source: Source {
        if let file = snapshot.file {
            .snapshot(file)
        } else if let sysfs {
            .sysfs(sysfs)
        } else {
            .host
        }
    }
}
