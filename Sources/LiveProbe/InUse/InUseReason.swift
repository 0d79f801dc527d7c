/// One reason why a function must not be taken from its driver, or reset: who would lose what.
public struct InUseReason: Hashable, Sendable {
    /// The kinds of reasons, by the words that `--force` names them with.
    public enum Kind: String, CaseIterable, Sendable {
        /// What is behind a bridge would be lost.
        case bridge
        /// Virtual functions are enabled.
        case virtualFunctions = "virtual-functions"
        /// A display: the boot display, or one that shows the console.
        case display
        /// A serial line that is a console of the kernel, or of the caller.
        case console
        /// A network interface that is up, enslaved, or in another network namespace.
        case network
        /// A file system that is mounted.
        case mounted
        /// Swap space.
        case swap
        /// A part of a volume: md, LVM, dm, bcache, drbd.
        case volume
        /// The kernel has promised the disk to somebody who is not seen otherwise.
        case claimed
        /// A disk that a loop device, an NVMe target or a SCSI target gives on to others.
        case exported
        /// A process that has it open, or its memory mapped.
        case open
        /// Something hangs below it that others use.
        case below
        /// A driver that has users.
        case driver
        /// Another function of the IOMMU group is with a driver of the host.
        case group
        /// The caller is in a container: the host cannot be seen from there.
        case container
        /// It could not be told.
        case undetermined
    }

    /// What kind it is.
    public let kind: Kind
    /// Who or what is in the way, in words.
    public let text: String
    /// Whether nothing overrides it: the root file system, a driver that would wait for its users
    /// for ever, the caller's own way in.
    public let isFinal: Bool

    /// A reason of its parts.
    public init(_ kind: Kind, _ text: String, isFinal: Bool = false) {
        self.kind = kind
        self.text = text
        self.isFinal = isFinal
    }
}
