import ArgumentParser

/// A snapshot file in the place of this machine.
struct SnapshotOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read a snapshot file instead of this machine; - is standard input.", valueName: "file")
    )
    var snapshot: String?

    @Option(help: ArgumentHelp("Another name of --snapshot.", valueName: "file"))
    var mock: String?

    func validate() throws {
        if snapshot != nil, mock != nil {
            throw ValidationError("--mock is another name of --snapshot: give one of them.")
        }
        if file == "" { throw ValidationError("empty file name") }
    }

    /// The file, by whichever name of the option; nil for this machine.
    var file: String? { snapshot ?? mock }
}
