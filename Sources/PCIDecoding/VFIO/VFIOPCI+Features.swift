import PCISnapshot

extension VFIOPCI {
    /// VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY.
    private static let lowPower = 3
    /// VFIO_DEVICE_FEATURE_DMA_BUF.
    private static let dmaBuf = 11

    /// Whether VFIO_DEVICE_FEATURE_PROBE finds a feature, by its number in
    /// include/uapi/linux/vfio.h.
    ///
    /// vfio-pci itself has low power (Linux 6.1) and dma-buf (6.19), and no migration.
    public func hasFeature(_ number: Int) -> Bool {
        let told = snapshot.vfio?.features.first { $0.index == number }
        return told?.supported ?? [Self.lowPower, Self.dmaBuf].contains(number)
    }
}
