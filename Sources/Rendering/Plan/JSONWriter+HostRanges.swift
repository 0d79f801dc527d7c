import MappingPolicy

extension JSONWriter {
    /// The host side of a confidential VM: `hostSide` of a BAR.
    mutating func hostSide(_ plan: BARPlan) {
        let host = HostRanges(plan)
        object("hostSide") { json in
            json.ranges("map", host.map)
            json.ranges("dmabuf", host.export)
            json.ranges("private", host.isPrivate)
            json.ranges("emulate", host.emulate)
            json.ranges("reflect", host.reflect)
            json.ranges("undecided", host.undecided)
        }
    }
}
