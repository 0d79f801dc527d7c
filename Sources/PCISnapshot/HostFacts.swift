/// What a source knows of the machine that its devices are in.
public struct HostFacts: Equatable, Sendable {
    /// Bytes of a page of the running kernel.
    public var pageSize: UInt64
    /// The kernel's release, `uname -r`.
    public var kernel: String?
    /// The machine's architecture, `uname -m`.
    public var machine: String?
    /// True when the list holds every function of the machine, so that neighbors are known.
    public var complete: Bool
    /// Memory of functions that are not in the list but share a 64 KiB page with one that is.
    ///
    /// Kept when some functions of a machine are selected, so that the plan stays the same.
    public var neighbors: [Neighbor]
    /// True when `neighbors` are all there are: every function of the machine was known when
    /// the list was cut.
    public var neighborsKnown: Bool

    /// Facts as told; a page size of 4096 is what a snapshot that names none means.
    public init(
        pageSize: UInt64 = 4096, kernel: String? = nil, machine: String? = nil,
        complete: Bool = false, neighbors: [Neighbor] = [],
        neighborsKnown: Bool = false
    ) {
        self.pageSize = pageSize
        self.kernel = kernel
        self.machine = machine
        self.complete = complete
        self.neighbors = neighbors
        self.neighborsKnown = neighborsKnown
    }
}

/// A function that is known only for the memory it has beside a function of the list.
public struct Neighbor: Equatable, Sendable {
    /// Where it sits.
    public var address: BusAddress
    /// Its memory in the pages concerned.
    public var resources: [ResourceRecord]
    /// Why its resources are not known, if they are not: it may be anywhere then.
    public var readErrors: [ReadError]

    /// A neighbor with these resources, all of them when there is no fault.
    public init(address: BusAddress, resources: [ResourceRecord], readErrors: [ReadError] = []) {
        self.address = address
        self.resources = resources
        self.readErrors = readErrors
    }
}
