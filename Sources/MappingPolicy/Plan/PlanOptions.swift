/// What a person may choose about a plan.
public struct PlanOptions: Equatable, Sendable {
    /// What is done with the bytes of the PBA.
    public enum PBAPolicy: String, CaseIterable, Sendable {
        /// The VMM emulates them.
        case trap
        /// They are mapped like any register, as QEMU does.
        case direct
    }

    /// The page size to plan for.
    public var pageSize: PageSize
    /// What is done with the bytes of the PBA.
    public var pba: PBAPolicy
    /// Plan for a confidential VM: what nobody has shown to be shared is not mapped.
    public var confidential: Bool

    /// Options; trapping the PBA is what is safe everywhere.
    public init(pageSize: PageSize, pba: PBAPolicy = .trap, confidential: Bool = false) {
        self.pageSize = pageSize
        self.pba = pba
        self.confidential = confidential
    }
}
