import PCISnapshot
import Testing

@testable import MappingPolicy

/// What a report's BARs need beside their classes: `region.size-differs`, `tdisp.sub-page`.
@Suite("TDISP: sizes and pages that have to be certain")
struct TDISPGateTests {
    private func device(size: UInt64) throws -> TestDevice {
        var device = try TestDevice()
        try device.addBAR(0, start: 0x9000_0000, size: size)
        return device
    }

    @Test("A BAR below a page is mapped only when VFIO itself says so")
    func subPage() throws {
        var device = try device(size: 0x1000)
        let report = TestReport.inputs([(0x80000, 1, 4, 0)])
        #expect(device.plan(page: .size64K, tdisp: report).mappedBytes == 0)
        #expect(device.plan(page: .size64K).mappedBytes == 0x1000)
        device.setRegion(0, size: 0x1000, mappable: true, sparse: nil)
        #expect(device.plan(page: .size64K, tdisp: report).mappedBytes == 0x1000)
    }

    @Test("A live size that is not the device's own leaves nothing to map")
    func sizeDiffers() throws {
        var device = try device(size: 0x10000)
        device.setRegion(0, size: 0x20000, mappable: true, sparse: nil)
        let report = TestReport.inputs([(0x80000, 16, 4, 0)])
        #expect(device.plan(tdisp: report).mappedBytes == 0)
        #expect(device.plan().mappedBytes == 0x20000)
    }
}
