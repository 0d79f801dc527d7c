/// Open descriptors of one purpose, given back in the reverse order of opening.
///
/// The end of its life is the only way out, so no error path can forget one.
struct OwnedHandles: ~Copyable {
    private let kernel: any ProbeKernel
    private var handles: [Handle] = []

    init(_ kernel: any ProbeKernel) { self.kernel = kernel }

    /// Takes over a descriptor that was just opened.
    mutating func own(_ handle: Handle) -> Handle {
        handles.append(handle)
        return handle
    }

    deinit {
        for handle in handles.reversed() { kernel.close(handle) }
    }
}

/// Mapped device memory, unmapped at the end of its life.
struct OwnedMapping: ~Copyable {
    private let kernel: any ProbeKernel
    private let memory: MappedMemory

    /// Maps a range.
    ///
    /// Throws before there is anything that a deinit could run on: what was assigned before the
    /// throw is destroyed twice by the compilers of Swift 6.2 (swiftlang/swift issue 85377).
    init(_ device: Handle, _ request: MapRequest, _ kernel: any ProbeKernel) throws(CallFailure) {
        self.init(kernel: kernel, memory: try kernel.map(device, request))
    }

    private init(kernel: any ProbeKernel, memory: MappedMemory) {
        self.kernel = kernel
        self.memory = memory
    }

    /// One aligned word.
    func load(at offset: UInt64) throws(CallFailure) -> UInt32 {
        try kernel.load(memory, at: offset)
    }

    deinit { kernel.unmap(memory) }
}
