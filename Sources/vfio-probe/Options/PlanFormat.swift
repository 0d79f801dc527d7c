import ArgumentParser
import HostAccess
import MappingPolicy
import PCIDecoding
import Printing
import Rendering

/// The forms that plans can be printed in.
enum PlanFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case json
    case c
    case sparse

    /// Prints the plans; false when one has findings that a check objects to.
    func write(_ plans: [PageSizePlan], style: Style, to out: Output, _ check: CheckLevel?)
        throws(ExitError) -> Bool
    {
        var isChecked = true
        func checked(_ plan: DevicePlan) -> DevicePlan {
            if check?.objects(to: plan) ?? false { isChecked = false }
            return plan
        }
        switch self {
        case .table: try Self.writeTables(plans, style, out, checked)
        case .json: try Self.writeJSON(plans, out, checked)
        case .c:
            let header = PlanCHeader()
            try out.write(header.opening)
            for plans in plans {
                for target in plans.targets {
                    let plan = checked(plans.plan(target))
                    try out.write(header.device(plan, plans.evidence(plan)))
                }
            }
            try out.write(header.closing)
        case .sparse:
            let sparse = PlanSparse()
            try Self.writeLists(plans, sparse.opening, out) { plans, target, isFirst in
                sparse.device(checked(plans.plan(target)), isFirst: isFirst)
            }
        }
        return isChecked
    }

    private typealias Check = (DevicePlan) -> DevicePlan

    private static func writeJSON(_ plans: [PageSizePlan], _ out: Output, _ checked: Check)
        throws(ExitError)
    {
        let json = PlanJSON()
        try writeLists(plans, json.opening, out) { plans, target, isFirst in
            let plan = checked(plans.plan(target))
            let advice = plans.advice(plan, target)
            return json.device(plan, advice, plans.evidence(plan), isFirst: isFirst)
        }
    }

    /// A list of page sizes, each with a list of devices.
    private static func writeLists(
        _ plans: [PageSizePlan], _ opening: [UInt8], _ out: Output,
        _ device: (PageSizePlan, PlanTarget, Bool) -> [UInt8]
    ) throws(ExitError) {
        let lists = PlanLists()
        try out.write(opening)
        for (index, plans) in plans.enumerated() {
            try out.write(lists.opening(plans.page, isFirst: index == 0))
            var isFirst = true
            for one in plans.targets {
                try out.write(device(plans, one, isFirst))
                isFirst = false
            }
            try out.write(lists.planClosing)
        }
        try out.write(lists.closing)
    }

    /// Device by device; with several page sizes a summary before the details.
    private static func writeTables(
        _ plans: [PageSizePlan], _ style: Style, _ out: Output, _ checked: Check
    ) throws(ExitError) {
        let names = PCINames()
        let table = PlanTable(style: style)
        let summary = PageSizeSummary(style: style)
        var isFirst = true
        for (index, target) in (plans.first?.targets ?? []).enumerated() {
            let known = names.names(of: target.device.identity)
            let all = plans.map { checked($0.plan(target)) }
            if all.count > 1 {
                try out.write((isFirst ? "" : "\n") + summary.render(all))
                isFirst = false
            }
            for (plans, plan) in zip(plans, all) {
                let advice = plans.advice(plan, plans.targets[index])
                let text = table.render(plan, advice, plans.evidence(plan), known)
                try out.write((isFirst ? "" : "\n") + text)
                isFirst = false
            }
        }
    }
}
