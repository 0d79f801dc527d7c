/// Listens for a signal between two steps, so that everything is given back first.
struct SignalCheck {
    private let kernel: any ProbeKernel

    init(_ kernel: any ProbeKernel) { self.kernel = kernel }

    /// Ends the probe when a signal asks for it.
    func throwIfInterrupted() throws(ProbeFailure) {
        guard let signal = kernel.heldSignal else { return }
        throw ProbeFailure(.interrupted(signal), "interrupted by signal \(signal)")
    }
}
