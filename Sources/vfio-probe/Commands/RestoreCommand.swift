import ArgumentParser
import HostAccess
import LiveProbe
import PCISnapshot
import Printing

/// `vfio-probe restore`.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Give devices back to their drivers after a probe that was killed.",
        discussion: """
            `probe --bind` keeps a record under /run/vfio-probe while a device is away from its
            driver. A run that ends in any way but SIGKILL or a crash needs no restoring. Without
            addresses, every record is undone; one of a probe that still runs is left alone.
            Only what that run took is put back: where another device is there now, or somebody
            has it open or has set it up otherwise, nothing is changed (status 78).

            Examples:
              vfio-probe restore
              vfio-probe restore 0000:01:00.0
            """)

    @Argument(help: ArgumentHelp("Functions, as 0000:01:00.0.", valueName: "address"))
    var addresses: [String] = []

    @OptionGroup var snapshot: SnapshotOptions

    func validate() throws {
        for text in addresses where BusAddress(text) == nil {
            throw ValidationError("invalid address '\(text)': expected one such as 0000:01:00.0")
        }
    }

    func run() throws {
        let machine = try snapshot.file.map(SnapshotMachine.init)
        let restore = Restore(machine?.kernel ?? HostKernel())
        let recorded: [BusAddress]
        do {
            recorded = try restore.addresses()
        } catch {
            throw ExitError(error)
        }
        let wanted = addresses.compactMap(BusAddress.init)
        for address in wanted where !recorded.contains(address) {
            throw ExitError(ExitError.noSuchThing, "\(address) has no record: nothing to restore")
        }
        guard !recorded.isEmpty else { return tell("nothing to restore") }
        let chosen = wanted.isEmpty ? recorded : wanted
        if let machine { return try undo(chosen, restore, machine.source) }
        try undo(chosen, restore, try Source.host.open(.identified, wake: true))
    }

    /// Each record in its turn; the functions are compared with those that a source has.
    private func undo(
        _ chosen: [BusAddress], _ restore: Restore, _ source: consuming any DeviceSource & ~Copyable
    ) throws(ExitError) {
        var source = source
        let machine: Machine
        do {
            machine = try source.inventory(identified: false)
        } catch {
            throw ExitError(error)
        }
        var status: Int32 = 0
        for address in chosen {
            let outcome = restore.run(address) { address in
                machine.devices.first { $0.address == address }.map { source.complete($0) }
            }
            if let failed = tell(outcome, address) { status = failed }
            if case .failed(let failure) = outcome, case .interrupted = failure.kind { break }
        }
        if status != 0 { throw ExitError(status) }
    }

    /// Says what became of a record; its exit status, nil for success.
    private func tell(_ outcome: Restore.Outcome, _ address: BusAddress) -> Int32? {
        switch outcome {
        case .restored(let driver?): tell("\(address): back with \(driver)")
        case .restored(nil): tell("\(address): bound to no driver, as before")
        case .taken(let driver):
            tell("\(address): bound to \(driver) meanwhile, left there")
            return ExitError.refused
        case .unchanged: tell("\(address): nothing had been changed")
        case .outlived: tell("\(address): the system was rebooted since, nothing to restore")
        case .gone: tell("\(address): the device is gone, nothing to restore")
        case .running: tell("\(address): left alone, a probe is at work")
        case .failed(let failure):
            let failed = ExitError(failure)
            tell("\(address): \(failed.message ?? "")")
            return failed.status
        }
        return nil
    }

    private func tell(_ line: SafeText) { Terminal.warn("vfio-probe: \(line)") }
}
