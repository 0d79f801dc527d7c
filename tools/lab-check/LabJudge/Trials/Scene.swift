/// How things were before anything was done, to which they have to come back.
struct Scene {
    /// The function's driver and driver_override.
    var before: Substring?
    /// Those of another function of its IOMMU group.
    var mate: Substring?

    /// Records, locks and processes: none of them.
    static let nothingLeft: Substring = "0/0/0"

    /// Whether all is as before: the drivers, and nothing is left of the program's.
    func needBack(_ record: Record, _ ruling: inout Ruling) throws(Record.Problem) {
        let now = try record.value("now")
        let left = try record.value("left")
        ruling.need(now == before, "the driver is \(now), not \(before ?? "")")
        ruling.need(left == Self.nothingLeft, "records/locks/processes left: \(left)")
        if let one = record["mate"] {
            ruling.need(one == mate, "the other function's driver is \(one), not \(mate ?? "")")
        }
    }
}
