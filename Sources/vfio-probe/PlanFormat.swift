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
        throws(Outcome) -> Bool
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
                for subject in plans.subjects {
                    let plan = checked(plans.plan(subject))
                    try out.write(header.device(plan, plans.evidence(plan)))
                }
            }
            try out.write(header.closing)
        case .sparse:
            let sparse = PlanSparse()
            try Self.writeLists(plans, sparse.opening, out) { plans, subject, isFirst in
                sparse.device(checked(plans.plan(subject)), isFirst: isFirst)
            }
        }
        return isChecked
    }

    private typealias Check = (DevicePlan) -> DevicePlan

    private static func writeJSON(_ plans: [PageSizePlan], _ out: Output, _ checked: Check)
        throws(Outcome)
    {
        let json = PlanJSON()
        try writeLists(plans, json.opening, out) { plans, subject, isFirst in
            let plan = checked(plans.plan(subject))
            let advice = plans.advice(plan, subject)
            return json.device(plan, advice, plans.evidence(plan), isFirst: isFirst)
        }
    }

    /// A list of page sizes, each with a list of devices.
    private static func writeLists(
        _ plans: [PageSizePlan], _ opening: [UInt8], _ out: Output,
        _ device: (PageSizePlan, Subject, Bool) -> [UInt8]
    ) throws(Outcome) {
        let lists = PlanLists()
        try out.write(opening)
        for (index, plans) in plans.enumerated() {
            try out.write(lists.opening(plans.page, isFirst: index == 0))
            var isFirst = true
            for one in plans.subjects {
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
    ) throws(Outcome) {
        let names = PCINames()
        let table = PlanTable(style: style)
        let summary = PageSizeSummary(style: style)
        var isFirst = true
        for (index, subject) in (plans.first?.subjects ?? []).enumerated() {
            let known = names.names(of: subject.device.identity)
            let all = plans.map { checked($0.plan(subject)) }
            if all.count > 1 {
                try out.write((isFirst ? "" : "\n") + summary.render(all))
                isFirst = false
            }
            for (plans, plan) in zip(plans, all) {
                let advice = plans.advice(plan, plans.subjects[index])
                let text = table.render(plan, advice, plans.evidence(plan), known)
                try out.write((isFirst ? "" : "\n") + text)
                isFirst = false
            }
        }
    }
}
