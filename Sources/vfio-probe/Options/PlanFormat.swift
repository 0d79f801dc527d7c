import ArgumentParser
import Rendering

/// The forms that plans can be printed in.
///
/// A form is its printer and what stands here: its name, the printer, what help texts say of it.
enum PlanFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case json
    case c
    case sparse

    /// What prints plans in this form.
    func printer(_ style: Style) -> any PlanPrinter {
        switch self {
        case .table: PlanTable(style: style)
        case .json: PlanJSON()
        case .c: PlanCHeader()
        case .sparse: PlanSparse()
        }
    }

    private var words: String {
        switch self {
        case .table: " for people"
        case .json: ", schema vfio-probe/plan/1"
        case .c: ", a C header with an array of offset, length and file offset per BAR"
        case .sparse:
            ", the areas that VFIO's SPARSE_MMAP capability would have to report, JSON, schema"
                + " vfio-probe/sparse/1"
        }
    }

    /// The names, as a help text lists them.
    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

    /// A sentence about all of them.
    static var summary: String {
        "Formats: " + allCases.map { "\($0.rawValue)\($0.words)" }.joined(separator: "; ") + "."
    }
}
