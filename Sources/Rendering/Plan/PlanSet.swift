public import MappingPolicy

/// Devices planned for page sizes, a plan at a time: those of a whole machine are large.
public struct PlanSet {
    /// The page sizes, in the order in which they are printed.
    let pages: [PageSize]
    /// How many devices there are.
    let deviceCount: Int
    private let plan: (_ device: Int, _ page: Int) -> PlannedDevice

    /// - Parameters:
    ///   - pages: the page sizes.
    ///   - deviceCount: how many devices there are.
    ///   - plan: makes the plan of a device for one of the page sizes.
    public init(
        pages: [PageSize], deviceCount: Int,
        plan: @escaping (_ device: Int, _ page: Int) -> PlannedDevice
    ) {
        self.pages = pages
        self.deviceCount = deviceCount
        self.plan = plan
    }

    /// A device at every page size.
    func pages(ofDevice device: Int) -> [PlannedDevice] {
        pages.indices.map { plan(device, $0) }
    }

    /// Every device at one page size, one by one.
    func devices(atPage page: Int) -> some Sequence<PlannedDevice> {
        (0..<deviceCount).lazy.map { plan($0, page) }
    }
}
