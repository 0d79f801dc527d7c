extension Damage {
    /// Of what is read without a probe.
    static let reads: [Damage] = [
        Asked.reads.damage("lspci", .first("[size=16K]", "[size=32K]"), "the BARs and their sizes"),
        Asked.reads.damage("lspci", .first("[size=16K]", "[size=huge]"), "lspci can be read"),
        Asked.reads.damage(
            "lspci", .first("offset=00002000", "offset=00002010"), "the MSI-X table"),
        Asked.reads.damage("lspci", .first("PBA: BAR=0", "PBA: BAR=1"), "the MSI-X PBA"),
        Asked.reads.damage("lspci", .first("in use: nvme", "in use: vfio-pci"), "the driver"),
        Asked.reads.damage("lspci", .first("0000:00:02.0 ", "0000:00:03.0 "), "the BARs"),
        Asked.reads.damage("lspci", .missing, "lspci can be read"),
        Asked.reads.damage(
            "0000:00:02.0.replan", .first("\"prefetchable\":false", "\"prefetchable\":true"),
            "the plan from its snapshot: bars"),
        Asked.reads.damage(
            "0000:00:02.0.replan", .first("\"iommuGroup\":1,", ""),
            "the plan from its snapshot: iommuGroup"),
        Asked.reads.damage(
            "0000:00:02.0.replan", .first("\"sharing\"", "\"more\":1,\"sharing\""),
            "the plan from its snapshot: more"),
        Asked.reads.damage(
            "0000:00:02.0.replan", .whole(""), "the plan from its snapshot: 0000:00:02.0.replan"),
        Asked.reads.damage(
            "plan", .first("0000:00:02.0", "0000:00:03.0"), "0000:00:02.0 expected, but missing"),
        Asked.reads.damage("plan", .first("plan/1", "plan/2"), "plan can be read: schema"),
        Asked.reads.damage(
            "plan", .first("\"size\":\"0x4000\"", "\"size\":16384"),
            "bars[0].size: expected a string"),
        Asked.reads.damage(
            "plan", .first("msix.table", "msix.tables"), "found msix.tables"),
        Asked.reads.damage(
            "plan", .first("\"class\":\"direct\"", "\"class\":\"mapped\""), "found mapped"),
        Asked.reads.damage(
            "plan", .first("\"end\":\"0x2410\"", "\"end\":\"0x1000\""), "no end before the start"),
    ]

    /// Of a probe that works.
    static let works: [Damage] = [
        notes(.first("status 0", "status 1"), "status: 1"),
        notes(.first("status 0\n", ""), "it was tried"),
        notes(.appended("status 0"), "status appears twice"),
        notes(.missing, "it was tried"),
        notes(.first("after nvme", "after none"), "the driver after"),
        notes(.first("records 0", "records 1"), "records left"),
        answer(.first("\"regions\":8", "\"regions\":7"), "region answers complete: 7 regions"),
        answer(.first("\"interrupts\":5", "\"interrupts\":3"), "complete: 3 interrupts"),
        answer(
            .first("\"kernel\":{\"size\":\"0x4000\"", "\"kernel\":{\"size\":\"0x2000\""),
            "region answers complete: BAR 0"),
        answer(.first("\"kernel\":", "\"cernel\":"), "region answers complete: BAR 0"),
        answer(.first("\"differs\":[]", "\"differs\":[\"size\"]"), "no difference found: size"),
        answer(
            .first("\"differences\":[]", "\"differences\":[{\"bar\":0,\"differs\":[\"size\"]}]"),
            "no difference found: BAR 0 size"),
        answer(
            .first("\"class\":\"direct\"", "\"class\":\"reflect\""),
            "the plan is that from sysfs: BAR 0"),
        answer(
            .first("\"protection\":\"rw\"", "\"protection\":\"r\""), "the plan is that from sysfs"),
        answer(.every("confirmed", "not-tried"), "something verified"),
        answer(.first("confirmed", "refused"), "every trial confirmed: map BAR 0"),
        answer(.first("confirmed", "allowed"), "every trial confirmed"),
        answer(.first("confirmed", "perhaps"), "the answer has the form expected"),
        answer(.first("\"probe\":", "\"prob\":"), "devices[0].probe: expected, but missing"),
        answer(.first("\"differs\":[]", "\"differ\":[]"), "differs: expected, but missing"),
        answer(.whole("{"), "the answer has the form expected"),
        calls(.first("close(6</dev/vfio/devices/vfio0>)", "fsync(6)"), "descriptor left open"),
        calls(.first("close(5</dev/iommu>)", "fsync(5)"), "descriptor left open"),
        calls(.first("close(7</dmabuf:>)", "fsync(7)"), "descriptor left open"),
        // A child's descriptors are its own.
        calls(.first("167   close(6", "168   close(6"), "descriptor left open"),
        calls(.first("munmap", "madvise"), "mapping left"),
        calls(
            .first(") = 6</dev/vfio/devices/vfio0>", " <unfinished ...>"), "strace saw the end of"),
        calls(.whole("1 close(0</dev/null>) = 0\n"), "strace saw VFIO opened"),
        calls(.missing, "strace can be read"),
        Asked.group.damage(
            "0000:00:02.0.group.strace", .first("close(6</dev/vfio/1>)", "fsync(6)"),
            "descriptor left open"),
        Asked.group.damage(
            "0000:00:02.0.group.strace", .first("close(7<anon", "fsync(7<anon"),
            "descriptor left open: ioctl(6</dev/vfio/1>, VFIO_GROUP_GET_DEVICE_FD"),
        // Also those of two digits.
        Asked.group.damage(
            "0000:00:02.0.group.strace", .first(") = 7\n", ") = 12\n"), "descriptor left open"),
    ]

    /// Of a probe that is to be refused.
    static let refused: [Damage] = [
        Asked.refused.damage(
            "0000:00:14.1.cdev.notes", .first("status 78", "status 0"), "refused: 0"),
        Asked.refused.damage("0000:00:14.1.cdev.err", .whole(""), "says why"),
        Asked.refused.damage(
            "0000:00:14.1.cdev.notes", .first("after none", "after vfio-pci"), "the driver after"),
        Asked.refused.damage(
            "0000:00:14.1.cdev.notes", .first("records 0", "records 1"), "records left"),
    ]

    private static func notes(_ change: Change, _ told: String) -> Damage {
        Asked.cdev.damage("0000:00:02.0.cdev.notes", change, told)
    }

    private static func answer(_ change: Change, _ told: String) -> Damage {
        Asked.cdev.damage("0000:00:02.0.cdev.json", change, told)
    }

    private static func calls(_ change: Change, _ told: String) -> Damage {
        Asked.cdev.damage("0000:00:02.0.cdev.strace", change, told)
    }
}
