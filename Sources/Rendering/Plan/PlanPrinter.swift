/// A form in which plans are printed: a table, a format that a program reads.
public protocol PlanPrinter {
    /// Prints plans.
    ///
    /// - Parameters:
    ///   - plans: what is printed; a plan is made when it is asked for, so each is asked for once.
    ///   - sink: where it goes.
    func write<Sink: DocumentSink>(_ plans: PlanSet, to sink: Sink) throws(Sink.Failure)
}
