import PCISnapshot

/// What a device's designer could do so that the layout is clean at 4, 16 and 64 KiB pages.
public struct DesignAdvice: Equatable, Sendable {
    /// What is in the way.
    public enum Problem: Equatable, Sendable {
        /// The table or the PBA shares a 64 KiB page with registers.
        case structuresShareAPage(StrandedBytes)
        /// The BAR is smaller than 64 KiB, so it may share a page with another one.
        case isSmallerThanAPage(size: UInt64)
    }

    /// The BAR.
    public let bar: Int
    /// What is in the way.
    public let problem: Problem

    var text: String {
        switch problem {
        case .structuresShareAPage(let lost):
            "for the device's designer: give the MSI-X table and PBA a BAR of their own, or one "
                + "aligned 64 KiB of BAR \(bar) without registers; now \(Hex.number(lost.at4K)), "
                + "\(Hex.number(lost.at16K)) and \(Hex.number(lost.at64K)) bytes of it are lost "
                + "at 4, 16 and 64 KiB pages"
        case .isSmallerThanAPage(let size):
            "for the device's designer: make BAR \(bar) at least 64 KiB, now "
                + "\(Hex.number(size)) bytes, so that it has every host's page to itself"
        }
    }
}
