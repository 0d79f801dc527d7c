import ArgumentParser
import MappingPolicy

/// What a person may choose about a plan, on every command that plans.
struct PlanningOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Page sizes to plan for, with commas: 4k, 16k, 64k.", valueName: "sizes"),
        transform: PageSizeList.init)
    var pageSize: PageSizeList?

    @Option(
        help: ArgumentHelp(
            "What becomes of the PBA's bytes: trap, or direct as QEMU does.", valueName: "policy"))
    var pba = PlanOptions.PBAPolicy.trap

    /// The page sizes asked for, or the one of the machine that the devices are in.
    func pages(_ session: borrowing Session) -> [PageSize] {
        pageSize?.sizes ?? [session.hostPageSize]
    }

    /// The options for one page size.
    func options(_ page: PageSize, _ tdisp: TDISPOptions) -> PlanOptions {
        PlanOptions(pageSize: page, pba: pba, confidential: tdisp.confidential)
    }
}

/// The value of `--page-size`.
struct PageSizeList {
    let sizes: [PageSize]

    init(_ text: String) throws {
        sizes = try text.split(separator: ",", omittingEmptySubsequences: false).map { word in
            let page = PageSize.standard.first { page in
                let kilobytes = "\(page.bytes / 1024)k"
                return ["\(page.bytes)", kilobytes].contains(word.lowercased())
            }
            guard let page else {
                throw ValidationError("invalid page size '\(word)': expected 4k, 16k or 64k")
            }
            return page
        }
        guard Set(sizes).count == sizes.count else {
            throw ValidationError("a page size is given twice")
        }
    }
}
