/// Hands elements over one by one, to what prints them.
public typealias ElementStream<Element, Failure: Error> =
    (_ append: (Element) throws(Failure) -> Void) throws(Failure) -> Void

/// Prints elements as they come: what a command finds out, device by device, is not kept.
public protocol StreamPrinter<Element> {
    /// What is printed one by one.
    associatedtype Element

    /// Prints all that there is.
    ///
    /// - Parameters:
    ///   - sink: where it goes.
    ///   - elements: hands over what is to be printed, in order.
    func write<Sink: DocumentSink>(
        to sink: Sink, _ elements: ElementStream<Element, Sink.Failure>
    ) throws(Sink.Failure)
}
