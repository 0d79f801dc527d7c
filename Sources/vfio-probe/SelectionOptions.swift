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

    /// Whether choosing takes the functions' ids.
    var needsIdentities: Bool { !ids.isEmpty }

    /// Indexes of the chosen functions, ascending: any of the places, and any of the ids.
    ///
    /// Every selector must match something; one that does not is a typing error.
    func choose(from devices: [DeviceSnapshot]) throws(Outcome) -> [Int] {
        let selectors: Parsed
        do {
            selectors = try parsed()
        } catch {
            throw Outcome(Outcome.usage, "\(error)")
        }
        for (selector, text) in selectors.places + selectors.ids
        where !devices.contains(where: selector.matches) {
            throw Outcome(Outcome.noSuchThing, "no function matches '\(text)'")
        }
        let chosen = devices.indices.filter { index in
            let device = devices[index]
            return Self.any(selectors.places, device) && Self.any(selectors.ids, device)
        }
        if chosen.isEmpty, !devices.isEmpty {
            throw Outcome(Outcome.noSuchThing, "no function matches all that was asked for")
        }
        return chosen
    }

    private typealias Named = (selector: Selector, text: String)
    private typealias Parsed = (places: [Named], ids: [Named])

    private func parsed() throws(SelectorError) -> Parsed {
        var places: [Named] = []
        var ids: [Named] = []
        for text in addresses { places.append((try Selector(address: text), text)) }
        for text in slots { places.append((try Selector(slot: text), text)) }
        for text in self.ids { ids.append((try Selector(id: text), text)) }
        return (places, ids)
    }

    private static func any(_ selectors: [Named], _ device: DeviceSnapshot) -> Bool {
        selectors.isEmpty || selectors.contains { $0.selector.matches(device) }
    }
}
