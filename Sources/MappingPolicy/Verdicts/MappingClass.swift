/// What may be done with a byte of a BAR.
///
/// The order is the precedence: where several facts meet one byte, the first listed wins.
/// Only `direct` is ever mapped; every doubt moves a byte away from it.
public enum MappingClass: UInt8, Comparable, CaseIterable, Sendable {
    /// The inputs contradict each other here: nothing is mapped, a person must look.
    case conflict
    /// TEE memory of a TDI: the host must never map it.
    case `private`
    /// Cannot be decided from the inputs: treated as not mappable.
    case unknown
    /// The VMM must emulate these bytes (MSI-X table, PBA).
    case emulate
    /// Ordinary registers that have to trap: accesses are reflected to hardware.
    case reflect
    /// Safe to map.
    case direct

    /// The class as plans name it.
    public var name: String {
        switch self {
        case .conflict: "conflict"
        case .private: "private"
        case .unknown: "unknown"
        case .emulate: "emulate"
        case .reflect: "reflect"
        case .direct: "direct"
        }
    }

    /// Precedence order.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
