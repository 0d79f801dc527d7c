import ArgumentParser
import HostAccess
import MappingPolicy
import PCIDecoding
import PCISnapshot
import Printing
import Rendering

/// `vfio-probe explain`.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell why bytes of a BAR have their class, and what would change it.",
        discussion: """
            PLACE is a BAR, a byte of it, or a range of bytes; offsets are hexadecimal, the end of \
            a range is the first byte behind it: 0, 0:0x5200, 0:0x5000-0x6000.

            With --rule a rule is told instead, by the name that plans give it: when it applies, \
            why, what to do, and the kernel or VMM source. --rule alone lists all of them.

            Examples:
              vfio-probe explain 01:00.0 0
              vfio-probe explain 01:00.0 0:0x5200 --page-size 64k
              vfio-probe explain --snapshot host.json 01:00.0 0:0x5000-0x6000 --json
              vfio-probe explain --rule msix.shared-page
            """)

    @OptionGroup var source: SourceOptions
    @OptionGroup var planning: PlanningOptions
    @OptionGroup var tdisp: TDISPOptions
    @OptionGroup var output: OutputOptions

    @Option(
        help: ArgumentHelp("Tell what a rule says; without a name list all.", valueName: "name"),
        transform: RuleChoice.init)
    var rule: RuleChoice?

    @Argument(help: "One function, as 0000:01:00.0 or 01:00.0.")
    var address: String?

    @Argument(
        help: ArgumentHelp("A BAR, and what in it: BAR[:OFFSET[-END]].", valueName: "place"),
        transform: BARSelector.init)
    var place: BARSelector?

    func validate() throws {
        if rule != nil {
            guard address == nil else {
                throw ValidationError("--rule takes no function")
            }
            return
        }
        guard let address else { throw ValidationError("Missing expected argument '<address>'") }
        if place == nil { throw ValidationError("Missing expected argument '<place>'") }
        if planning.pageSize?.sizes.count ?? 1 > 1 {
            throw ValidationError("explain takes one page size: its answer compares the others")
        }
        do {
            _ = try Selection(addresses: [address])
        } catch {
            throw ValidationError("\(error)")
        }
    }

    func run() throws {
        if let rule { return try tell(rule) }
        guard let address, let place else { return }
        try tell(address, place)
    }

    private func tell(_ choice: RuleChoice) throws {
        let out = Output()
        let table = RuleTable(style: output.style)
        if output.json {
            try out.write(RuleJSON().render(choice.rules))
        } else if choice.isOne {
            for rule in choice.rules { try out.write(table.page(rule)) }
        } else {
            try out.write(table.list())
        }
        try out.flush()
    }

    private func tell(_ address: String, _ place: BARSelector) throws {
        var session = try Session.open(source, Selection(addresses: [address]))
        let options = planning.options(planning.pages(session)[0], tdisp)
        let planner = session.planner(options)
        let out = Output()
        let targets = try session.targets(tdisp)
        for target in targets {
            let plan = planner.plan(target.device, tdisp: target.tdisp)
            let story = planner.explain(
                target.device, bar: place.bar, range: place.range, tdisp: target.tdisp)
            guard let story else {
                throw ExitError(ExitError.noSuchThing, "\(plan.address) has no \(place)")
            }
            let evidence = session.source.evidence(plan)
            if output.json {
                try out.write(ExplanationJSON().render(story, of: plan, evidence))
            } else {
                try out.write(
                    ExplanationTable(style: output.style).render(story, of: plan, evidence))
            }
        }
        try out.flush()
        try session.finish()
        try PlanTarget.refuseBrokenReports(targets)
    }
}
