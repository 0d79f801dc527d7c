/// Something that a person could change so that more of a device can be mapped.
public enum Advice: Equatable, Sendable {
    /// Let QEMU present the MSI-X structures elsewhere.
    case msixRelocation(MSIXRelocation)
    /// Let the kernel give small BARs pages of their own.
    case resourceAlignment(ResourceAlignment)
    /// Lay the device out differently.
    case design(DesignAdvice)

    /// The kind as plans name it.
    public var kind: String {
        switch self {
        case .msixRelocation: "msix-relocation"
        case .resourceAlignment: "resource-alignment"
        case .design: "design"
        }
    }

    /// The option to give, nil where none exists.
    public var option: String? {
        switch self {
        case .msixRelocation(let advice): advice.option
        case .resourceAlignment(let advice): advice.option
        case .design: nil
        }
    }

    /// Bytes that can be mapped more than now, nil where it depends on what is made of it.
    public var gain: UInt64? {
        switch self {
        case .msixRelocation(let advice): advice.gain
        case .resourceAlignment(let advice): advice.gain
        case .design: nil
        }
    }

    /// The advice in words, one line.
    public var text: String {
        switch self {
        case .msixRelocation(let advice): advice.text
        case .resourceAlignment(let advice): advice.text
        case .design(let advice): advice.text
        }
    }
}
