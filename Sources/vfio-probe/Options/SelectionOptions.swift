import ArgumentParser
import PCISnapshot

/// Which functions a command is about; all of them when nothing is said.
struct SelectionOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("Functions, as 0000:01:00.0 or 01:00.0.", valueName: "address"))
    var addresses: [String] = []

    @Option(
        name: .customShort("s"),
        help: ArgumentHelp(
            "Functions by place, as lspci -s: [[[domain]:][bus]:][device][.[function]].",
            valueName: "slot"))
    var slots: [String] = []

    @Option(
        name: .customShort("d"),
        help: ArgumentHelp(
            "Functions by id, as lspci -d: [vendor]:[device][:class[:prog-if]].", valueName: "id"))
    var ids: [String] = []

    func validate() throws {
        do {
            _ = try parsed()
        } catch {
            throw ValidationError("\(error)")
        }
    }

    /// Whether nothing was chosen, which means everything.
    var isEmpty: Bool { addresses.isEmpty && slots.isEmpty && ids.isEmpty }

    /// The selection that was asked for.
    func parsed() throws(SelectorError) -> Selection {
        try Selection(addresses: addresses, slots: slots, ids: ids)
    }
}
