import PCISnapshot
import Printing

/// Which functions a command is about, parsed: any of the places, and any of the ids.
struct Selection {
    private typealias Named = (selector: Selector, text: String)
    private var places: [Named] = []
    private var ids: [Named] = []

    /// - Throws: `SelectorError` for a text that cannot be read.
    init(addresses: [String] = [], slots: [String] = [], ids: [String] = [])
        throws(SelectorError)
    {
        for text in addresses { places.append((try Selector(address: text), text)) }
        for text in slots { places.append((try Selector(slot: text), text)) }
        for text in ids { self.ids.append((try Selector(id: text), text)) }
    }

    /// Whether choosing takes the functions' ids.
    var needsIdentities: Bool { !ids.isEmpty }

    /// Indexes of the chosen functions, ascending; all of them when nothing was said.
    ///
    /// Every selector must match something; one that does not is a typing error.
    func choose(from devices: [DeviceSnapshot]) throws(ExitError) -> [Int] {
        for (selector, text) in places + ids where !devices.contains(where: selector.matches) {
            throw ExitError(ExitError.noSuchThing, "no function matches '\(text)'")
        }
        let chosen = devices.indices.filter { index in
            Self.any(places, devices[index]) && Self.any(ids, devices[index])
        }
        if chosen.isEmpty, !devices.isEmpty {
            throw ExitError(ExitError.noSuchThing, "no function matches all that was asked for")
        }
        return chosen
    }

    private static func any(_ selectors: [Named], _ device: DeviceSnapshot) -> Bool {
        selectors.isEmpty || selectors.contains { $0.selector.matches(device) }
    }
}
