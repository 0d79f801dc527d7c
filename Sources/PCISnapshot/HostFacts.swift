/// What a source knows of the machine that its devices are in.
public struct HostFacts: Equatable, Sendable {
    /// Bytes of a page of the running kernel.
    public var pageSize: UInt64
    /// The kernel's release, `uname -r`.
    public var kernel: String?
    /// The machine's architecture, `uname -m`.
    public var machine: String?
    /// True when the list holds every function of the machine, so that neighbours are known.
    public var complete: Bool
    /// Memory of functions that are not in the list but share a 64 KiB page with one that is.
    ///
    /// Present when a selection was captured on a machine whose every function was known: then
    /// the neighbours are known too, although the list is not complete.
    public var neighbours: [Neighbour]?

    /// Facts as told; a page size of 4096 is what a snapshot that names none means.
    public init(
        pageSize: UInt64 = 4096, kernel: String? = nil, machine: String? = nil,
        complete: Bool = false, neighbours: [Neighbour]? = nil
    ) {
        self.pageSize = pageSize
        self.kernel = kernel
        self.machine = machine
        self.complete = complete
        self.neighbours = neighbours
    }
}

/// A function that is known only for the memory it has beside a function of the list.
public struct Neighbour: Equatable, Sendable {
    /// Where it sits.
    public var address: BusAddress
    /// Its memory in the pages concerned.
    public var resources: [ResourceRecord]

    /// A neighbour with these resources.
    public init(address: BusAddress, resources: [ResourceRecord]) {
        self.address = address
        self.resources = resources
    }
}
