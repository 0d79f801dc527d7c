/// A thing that a device has, has not, or that could not be found out: three outcomes, no nil.
public enum Fact<Value: Sendable>: Sendable {
    /// The device has it.
    case present(Value)
    /// The device does not have it: the place where it would be was read.
    case absent
    /// It could not be found out; the text says why, for a person.
    case unknown(String)

    /// The value, nil when absent or unknown.
    public var value: Value? {
        if case .present(let value) = self { value } else { nil }
    }

    /// The reason, nil when the answer is known.
    public var reason: String? {
        if case .unknown(let reason) = self { reason } else { nil }
    }
}

extension Fact: Equatable where Value: Equatable {}
