import MappingPolicy
import PCIDecoding
import PCISnapshot

/// Proves a plan on the open device: maps without touching, and gives everything back at once.
struct Verification {
    let device: Handle
    let kernel: any ProbeKernel
    let signals: SignalCheck
    /// Whether the kernel can export dma-bufs of this device.
    let exports: Bool
    /// Whether to read registers, which may have side effects.
    let touches: Bool

    /// Tries everything that a plan says about mapping.
    ///
    /// - Parameter answers: the device decoded from the kernel's answers, for what it refuses.
    func run(_ plan: DevicePlan, _ answers: [RegionAnswer]) throws(ProbeFailure) -> [Check] {
        var checks: [Check] = []
        for bar in plan.bars {
            for mapping in bar.mmaps {
                try signals.throwIfInterrupted()
                checks += map(mapping, bar.bar.index, plan.pageSize)
                checks.append(export(mapping.range, bar.bar))
            }
            for range in refused(bar, answers, plan.pageSize) {
                try signals.throwIfInterrupted()
                checks.append(refusal(of: range, bar.bar.index, answers))
            }
        }
        return checks
    }

    private func map(_ mapping: Mapping, _ bar: Int, _ page: PageSize) -> [Check] {
        let range = mapping.range
        let request = MapRequest(
            fileOffset: mapping.fileOffset, length: range.count, protection: mapping.protection)
        do {
            let memory = try OwnedMapping(device, request, kernel)
            var checks = [Check(.map, bar: bar, range, .confirmed)]
            if touches { checks += touch(memory, mapping, bar, page) }
            return checks
        } catch {
            return [Check(.map, bar: bar, range, Self.refused(error))]
        }
    }

    /// A word of the first and of the last page; never a write.
    private func touch(
        _ memory: borrowing OwnedMapping, _ mapping: Mapping, _ bar: Int, _ page: PageSize
    ) -> [Check] {
        let range = mapping.range
        var places = [range.start]
        if range.count > page.bytes { places.append(range.end - page.bytes) }
        return places.map { place in
            let word = ByteRange(place, place + 4)
            guard mapping.protection != .write else {
                return Check(.touch, bar: bar, word, .notTried("the region cannot be read"))
            }
            do throws(CallFailure) {
                _ = try memory.load(at: place - range.start)
                return Check(.touch, bar: bar, word, .confirmed)
            } catch {
                return Check(.touch, bar: bar, word, .refused(error.errno))
            }
        }
    }

    private func export(_ range: ByteRange, _ bar: BAR) -> Check {
        func check(_ outcome: Check.Outcome) -> Check {
            Check(.export, bar: bar.index, range, outcome)
        }
        guard exports else { return check(.notTried("the kernel exports no dma-buf of it")) }
        // vfio_pci_core_feature_dma_buf(): whole pages, and nothing behind the BAR's end.
        guard range.end <= bar.size else {
            return check(.notTried("a BAR below a page cannot be exported"))
        }
        do {
            let buffer = try kernel.exportDMABuf(
                device, region: bar.index, offset: range.start, length: range.count)
            kernel.close(buffer)
            return check(.confirmed)
        } catch {
            return check(Self.refused(error))
        }
    }

    /// Pages that the kernel should refuse: one of each gap in what it permits, and the one
    /// behind the end of a region that can be mapped.
    ///
    /// Areas of SPARSE_MMAP are a driver's wish, not always enforced, so their gaps are left out.
    private func refused(_ bar: BARPlan, _ answers: [RegionAnswer], _ page: PageSize)
        -> [ByteRange]
    {
        guard let info = Self.info(bar.bar.index, answers) else { return [] }
        let end = page.up(info.size)
        var gaps = info.sparseAreas == nil ? [ByteRange(0, end)] : []
        for permitted in bar.kernelPermits {
            gaps = gaps.flatMap { $0.subtracting(permitted) }
        }
        if info.mappable { gaps.append(ByteRange(start: end, count: page.bytes)) }
        // What lies behind that many bytes is the next region.
        return gaps.map { ByteRange(page.up($0.start), page.down($0.end)) }
            .filter { !$0.isEmpty && $0.start < PCIRegion.spacing }
            .map { ByteRange(start: $0.start, count: page.bytes) }
    }

    /// `vfio_pci_core_mmap()` answers EINVAL; another error means something else.
    private func refusal(of range: ByteRange, _ bar: Int, _ answers: [RegionAnswer]) -> Check {
        let start = Self.info(bar, answers)?.fileOffset ?? 0
        let request = MapRequest(
            fileOffset: start &+ range.start, length: range.count, protection: .read)
        do {
            _ = try OwnedMapping(device, request, kernel)
            return Check(.refusal, bar: bar, range, .allowed)
        } catch {
            let outcome = error.errno == .invalid ? .confirmed : Self.refused(error)
            return Check(.refusal, bar: bar, range, outcome)
        }
    }

    /// What a failed trial tells: nothing of the plan, where something else ran out.
    private static func refused(_ error: CallFailure) -> Check.Outcome {
        error.errno.isShortage ? .notTried("\(error.errno)") : .refused(error.errno)
    }

    private static func info(_ bar: Int, _ answers: [RegionAnswer]) -> RegionInfo? {
        answers.first { $0.index == bar }.flatMap { try? $0.info.get() }
    }
}
