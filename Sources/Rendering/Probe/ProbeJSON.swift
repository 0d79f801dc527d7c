import LiveProbe
public import MappingPolicy
import PCIDecoding
import PCISnapshot

/// Plans that a probe made, with the kernel's answers beside them, as JSON: plans at one page size.
public struct ProbeJSON: StreamPrinter {
    /// What is printed one by one.
    public typealias Element = PlannedDevice

    private let page: PageSize

    /// A renderer for plans at a page size.
    public init(page: PageSize) { self.page = page }

    /// The whole document, device by device.
    public func write<Sink: DocumentSink>(
        to sink: Sink, _ elements: ElementStream<PlannedDevice, Sink.Failure>
    ) throws(Sink.Failure) {
        try PlanJSON.document.page(page, of: elements, to: sink) { $0.device($1) }
    }
}

/// What a probe adds to a device's plan in JSON.
extension JSONWriter {
    /// In a BAR's object: the kernel's answer, the prediction, and where they differ.
    mutating func comparison(_ report: ProbeReport, bar: Int) {
        guard let comparison = report.comparisons.first(where: { $0.bar == bar }) else { return }
        if let answer = comparison.answer { object("kernel") { $0.answer(answer) } }
        if let predicted = comparison.predicted {
            object("prediction") { json in
                json.hex("size", predicted.bar.size)
                json.hex("mappable", predicted.bytes(of: .direct))
                json.list("mmaps") { json in
                    for mapping in predicted.mmaps { json.object { $0.mapping(mapping) } }
                }
            }
        }
        list("differs") { json in
            for words in comparison.differences { json.element(words) }
        }
    }

    /// In the device's object: how it was reached, and what came out of the trials.
    mutating func probe(_ report: ProbeReport) {
        object("probe") { json in
            json.visit(report.visit)
            json.integer("regions", report.answers.record.regions.count)
            json.integer("interrupts", report.answers.record.irqs.count)
            json.list("features") { json in
                for feature in report.answers.record.features where feature.supported {
                    if let name = DeviceFeature(rawValue: feature.index)?.name {
                        json.element(name)
                    }
                }
            }
            json.list("differences") { json in
                for comparison in report.comparisons where !comparison.differences.isEmpty {
                    json.object { json in
                        json.integer("bar", comparison.bar)
                        json.list("differs") { json in
                            for words in comparison.differences { json.element(words) }
                        }
                    }
                }
            }
            json.list("checks") { json in
                for check in report.checks { json.object { $0.check(check) } }
            }
        }
    }

    private mutating func visit(_ visit: Visit) {
        string("interface", visit.backend.rawValue)
        string("driver", visit.driver)
        bool("bound", visit.wasBound)
        string("borrowedFrom", visit.borrowedFrom)
        list("resetMethods") { json in
            for method in visit.resetMethods { json.element(method) }
        }
        object("microseconds") { json in
            json.integer("open", Int(visit.openNanoseconds / 1000))
            json.integer("ask", Int(visit.askNanoseconds / 1000))
            json.integer("close", Int(visit.closeNanoseconds / 1000))
        }
    }

    private mutating func answer(_ answer: RegionInfo) {
        hex("size", answer.size)
        hex("offset", answer.fileOffset)
        list("flags") { json in
            for word in answer.flagNames { json.element(word) }
        }
        guard let areas = answer.sparseAreas else { return }
        list("sparse") { json in
            for area in areas {
                json.object {
                    $0.hex("offset", area.offset)
                    $0.hex("size", area.size)
                }
            }
        }
    }

    private mutating func check(_ check: Check) {
        string("kind", check.kind.name)
        integer("bar", check.bar)
        hex("start", check.range.start)
        hex("end", check.range.end)
        switch check.outcome {
        case .confirmed: string("outcome", "confirmed")
        case .refused(let errno):
            string("outcome", "refused")
            string("errno", errno.name ?? "\(errno.rawValue)")
        case .allowed: string("outcome", "allowed")
        case .notTried(let reason):
            string("outcome", "not-tried")
            string("reason", reason)
        }
    }
}

extension RegionInfo {
    /// Flags and capabilities, in the words of snapshots.
    var flagNames: [String] {
        [
            readable ? "read" : nil, writable ? "write" : nil, mappable ? "mmap" : nil,
            msixMappable ? "msix-mappable" : nil, sparseAreas != nil ? "sparse-mmap" : nil,
        ].compactMap { $0 }
    }
}

extension Check.Kind {
    /// The name in JSON.
    fileprivate var name: String {
        switch self {
        case .map: "map"
        case .refusal: "refusal"
        case .export: "dma-buf"
        case .touch: "touch"
        }
    }
}
