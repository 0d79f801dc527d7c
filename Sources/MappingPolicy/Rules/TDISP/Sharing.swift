/// Whether the owner of a BAR's memory may hard-code its shared/private attribute.
public enum Sharing: String, CaseIterable, Sendable {
    /// TDISP says nothing about it: no TEE memory is known.
    case noTDISP = "no-tdisp"
    /// All of it is shared, and stays so.
    case allShared = "all-shared"
    /// All of it is private, and stays so while the TDI is locked.
    case allPrivate = "all-private"
    /// Some is shared, some private, and which is which stays so.
    case staticMixed = "static-mixed"
    /// The guest may change the attribute of a range: who owns the memory has to track it.
    case dynamic
    /// Some of it cannot be decided.
    case undetermined

    /// The verdict on a device, from those on its BARs; those without TDISP have no say.
    init(_ bars: [Sharing]) {
        let told = Set(bars).subtracting([.noTDISP])
        if told.isEmpty {
            self = .noTDISP
        } else if told.contains(.dynamic) {
            self = .dynamic
        } else if told.contains(.undetermined) {
            self = .undetermined
        } else if told.count == 1, let one = told.first {
            self = one
        } else {
            self = .staticMixed
        }
    }

    /// The verdict on a BAR from the classes of its bytes, before page gating.
    ///
    /// - Parameters:
    ///   - verdicts: they cover the BAR.
    ///   - isUpdatable: a range of the BAR has IS_MEM_ATTR_UPDATABLE.
    init(_ verdicts: Layer, isUpdatable: Bool) {
        let classes = Set(verdicts.extents.map(\.verdict.mappingClass))
        // Wherever the range lies and whatever else is not known: it has to be tracked.
        if isUpdatable {
            self = .dynamic
        } else if classes.contains(.unknown) || classes.contains(.conflict) {
            self = .undetermined
        } else if classes == [.private] {
            self = .allPrivate
        } else {
            self = classes.contains(.private) ? .staticMixed : .allShared
        }
    }

    /// The verdict in words: what the owner of the memory may do.
    public var text: String {
        switch self {
        case .noTDISP: "no TDISP: everything is shared"
        case .allShared: "may be hard-coded as shared"
        case .allPrivate: "may be hard-coded as private"
        case .staticMixed: "shared and private parts may be hard-coded, they do not change"
        case .dynamic: "must be tracked: the guest may change it at run time"
        case .undetermined: "must not be hard-coded: some of it cannot be decided"
        }
    }
}
