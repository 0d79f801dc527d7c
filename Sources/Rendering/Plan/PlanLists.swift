public import MappingPolicy

/// What stands around devices in documents that list page sizes, and in each of them devices.
public struct PlanLists {
    /// A renderer.
    public init() {}

    /// The start of one page size's list.
    public func opening(_ page: PageSize, isFirst: Bool) -> [UInt8] {
        Array("\(isFirst ? "" : ",")\n{\"pageSize\":\(page.bytes),\"devices\":[".utf8)
    }

    /// The end of one page size's list.
    public var planClosing: [UInt8] { Array("\n]}".utf8) }

    /// Everything behind the last page size's list.
    public var closing: [UInt8] { Array("]}\n".utf8) }
}
