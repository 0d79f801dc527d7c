import ArgumentParser
import HostAccess
import Printing

/// The command line: parses, runs a command, turns its outcome into an exit status.
@main
struct VFIOProbe: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vfio-probe",
        abstract:
            "Tells which parts of a PCI device's BARs userspace may map, and why not the rest.",
        discussion: """
            Examples:
              vfio-probe list                        every function, how much can be mapped
              vfio-probe recommend 01:00.0           what to mmap of one device
              vfio-probe explain 01:00.0 0:0x5200    why one byte has its class
              vfio-probe capture -o host.json        a file for --snapshot, anywhere
              vfio-probe probe --bind --verify 01:00.0   ask the kernel through VFIO, prove it

            Exit status: 0 done, 3 --check found something, 1 a system call failed, 64 usage, \
            65 malformed input, 66 no such device or file, 69 VFIO is not available, 73 an output \
            file cannot be written, 77 needs root, 78 refused because the device is in use.
            """,
        version: "0.1.0",
        subcommands: [
            ListCommand.self, RecommendCommand.self, ExplainCommand.self, CaptureCommand.self,
            ProbeCommand.self, RestoreCommand.self, TDISPCommand.self,
        ])

    static func main() {
        Startup.disableBacktracer()
        // Standard error is closed, too.
        guard Startup.fillStandardStreams() else { Terminal.exit(ExitError.failed) }
        Terminal.exit(run(CommandLine.arguments))
    }

    /// Runs the command line; a function of its own, so that all it made is gone at the exit.
    @inline(never)
    private static func run(_ arguments: [String]) -> Int32 {
        // The language takes them from /proc/self/cmdline. Without them this would be a call for
        // help, which succeeds.
        guard !arguments.isEmpty else {
            Terminal.warn(
                "vfio-probe: read /proc/self/cmdline: there are no arguments, not even a name")
            return ExitError.failed
        }
        do {
            var command = try parseAsRoot(BareOptions.spellingOut(arguments.dropFirst()))
            try command.run()
            return 0
        } catch let end as ExitError {
            return end.tell()
        } catch {
            let status = exitCode(for: error).rawValue
            let text = fullMessage(for: error)
            if status == 0 { return show(help: text) }
            // The parser quotes what was typed, whatever that holds.
            Terminal.warn(SafeText(lines: text))
            return status
        }
    }

    private static func show(help text: String) -> Int32 {
        do {
            let out = Output()
            try out.write(SafeText(lines: text) + "\n")
            try out.flush()
            return 0
        } catch {
            return error.tell()
        }
    }
}

extension ExitError {
    /// Tells the message, if there is one, and returns the status.
    fileprivate func tell() -> Int32 {
        if let message { Terminal.warn("vfio-probe: \(message)") }
        return status
    }
}
