import MappingPolicy

/// Documents that list page sizes, and for each of them devices.
extension JSONDocument {
    /// Writes plans.
    ///
    /// - Parameters:
    ///   - plans: the plans, made one by one.
    ///   - sink: where the document goes.
    ///   - members: writes the members of a device's object.
    func pages<Sink: DocumentSink>(
        of plans: PlanSet, to sink: Sink,
        _ members: (inout JSONWriter, PlannedDevice) -> Void
    ) throws(Sink.Failure) {
        try list(Self.pagesKey, to: sink) { (pages) throws(Sink.Failure) in
            for index in plans.pages.indices {
                try pages.append(plans.pages[index]) { (devices) throws(Sink.Failure) in
                    for device in plans.devices(atPage: index) {
                        try devices.append { members(&$0, device) }
                    }
                }
            }
        }
    }

    /// Writes devices that are planned for one page size, each when it comes.
    func page<Sink: DocumentSink>(
        _ page: PageSize, of elements: ElementStream<PlannedDevice, Sink.Failure>, to sink: Sink,
        _ members: @escaping (inout JSONWriter, PlannedDevice) -> Void
    ) throws(Sink.Failure) {
        try list(Self.pagesKey, to: sink) { (pages) throws(Sink.Failure) in
            try pages.append(page) { (devices) throws(Sink.Failure) in
                try elements { (device) throws(Sink.Failure) in
                    try devices.append { members(&$0, device) }
                }
            }
        }
    }

    private static var pagesKey: String { "plans" }
}

extension JSONList {
    /// Writes a page size's element, with the devices that are appended.
    fileprivate mutating func append(
        _ page: PageSize, _ devices: (inout JSONList) throws(Sink.Failure) -> Void
    ) throws(Sink.Failure) {
        try append("devices", behind: { $0.integer("pageSize", Int(page.bytes)) }, devices)
    }
}
