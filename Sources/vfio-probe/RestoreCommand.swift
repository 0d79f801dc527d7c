import ArgumentParser
import HostAccess
import LiveProbe
import PCISnapshot
import Rendering

/// `vfio-probe restore`.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Give devices back to their drivers after a probe that was killed.",
        discussion: """
            `probe --bind` keeps a record under /run/vfio-probe while a device is away from its
            driver. A run that ends in any way but SIGKILL or a crash needs no restoring. Without
            addresses, every record is undone; one of a probe that still runs is left alone.

            Examples:
              vfio-probe restore
              vfio-probe restore 0000:01:00.0
            """)

    @Argument(help: ArgumentHelp("Functions, as 0000:01:00.0.", valueName: "address"))
    var addresses: [String] = []

    @Option(
        help: ArgumentHelp(
            "Use a snapshot file's machine instead of this one.", valueName: "file"))
    var mock: String?

    func validate() throws {
        for text in addresses where BusAddress(text) == nil {
            throw ValidationError("'\(text)' is no address such as 0000:01:00.0.")
        }
    }

    func run() throws {
        let kernel: any ProbeKernel = try mock.map(MockMachine.init)?.kernel ?? HostKernel()
        let restore = Restore(kernel)
        let recorded: [BusAddress]
        do {
            recorded = try restore.addresses()
        } catch {
            throw Outcome(error)
        }
        let wanted = addresses.compactMap(BusAddress.init)
        for address in wanted where !recorded.contains(address) {
            throw Outcome(Outcome.noSuchThing, "\(address) has no record: nothing to restore")
        }
        var status: Int32 = 0
        for address in wanted.isEmpty ? recorded : wanted {
            switch restore.run(address) {
            case .restored(let driver?): tell("\(address): back with \(driver.safe)")
            case .restored(nil): tell("\(address): bound to no driver, as before")
            case .taken(let driver):
                tell("\(address): bound to \(driver.safe) meanwhile, left there")
            case .unchanged: tell("\(address): nothing had been changed")
            case .gone: tell("\(address): not there any more, so nothing to give back")
            case .running: tell("\(address): left alone, a probe is at work")
            case .failed(let failure):
                let outcome = Outcome(failure)
                tell("\(address): \(outcome.message ?? "")")
                status = outcome.status
            }
        }
        if recorded.isEmpty { tell("nothing to restore") }
        if status != 0 { throw Outcome(status) }
    }

    private func tell(_ line: String) { Terminal.warn("vfio-probe: " + line) }
}
