import PCISnapshot

/// The steps of a dry run as JSON, schema `vfio-probe/steps/1`.
public struct StepsJSON: StreamPrinter {
    /// What is printed one by one.
    public typealias Element = DryRunSteps

    /// A renderer.
    public init() {}

    /// The whole document, device by device.
    public func write<Sink: DocumentSink>(
        to sink: Sink, _ elements: ElementStream<DryRunSteps, Sink.Failure>
    ) throws(Sink.Failure) {
        try JSONDocument(schema: "vfio-probe/steps/1").list("devices", of: elements, to: sink) {
            (json, device) in
            json.string("address", device.address.description)
            json.list("steps") { json in
                for step in device.steps { json.element(step) }
            }
        }
    }
}
