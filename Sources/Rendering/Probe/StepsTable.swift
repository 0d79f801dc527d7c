import PCISnapshot
import Printing

/// The steps of a dry run for people: a line for each device, and below it one for each step.
public struct StepsTable: StreamPrinter {
    /// What is printed one by one.
    public typealias Element = DryRunSteps

    /// A renderer.
    public init() {}

    /// The whole text, device by device.
    public func write<Sink: DocumentSink>(
        to sink: Sink, _ elements: ElementStream<DryRunSteps, Sink.Failure>
    ) throws(Sink.Failure) {
        try elements { (device) throws(Sink.Failure) in
            try sink.write("\(device.address): \(device.steps.count) steps, none of them done\n")
            for step in device.steps { try sink.write("  \(step)\n") }
        }
    }
}
