import PCISnapshot

/// A line of `strace -f -qq -y`: `PID CALL(ARGUMENTS) = RESULT`.
struct TracedCall {
    /// The process that makes it; a child has descriptors of its own.
    let process: Substring
    /// The call.
    let name: Substring
    /// What stands between its brackets; of a call that did not end, what was seen of it.
    let arguments: Substring
    /// What stands behind the equals sign, nil for a call that did not end.
    let result: Substring?
    /// The line without the process's number.
    let text: Substring

    /// Nil for a line that is no call: a signal, or the rest of a call that another line begins.
    init?(_ line: Substring) {
        process = line.prefix { $0.isNumber }
        text = line.dropFirst(process.count).drop { $0 == " " }
        name = text.prefix { $0 != "(" }
        guard name.count < text.count, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
        else { return nil }
        let rest = text.dropFirst(name.count + 1)
        // Blanks line the results up.
        if let equals = rest.ranges(of: " = ").last {
            arguments = rest[..<equals.lowerBound]
            result = rest[equals.upperBound...]
        } else {
            arguments = rest
            result = nil
        }
    }

    /// The descriptor that the call gave, nil for none.
    var descriptor: Int? { result.flatMap { Int($0.prefix { $0.isNumber }) } }

    /// The address that the call gave, nil for none.
    var address: UInt64? { result.flatMap { Hex.parse($0.prefix { $0 != " " }) } }

    /// The first argument as a descriptor.
    var firstDescriptor: Int? { Int(arguments.prefix { $0.isNumber }) }

    /// The first argument as an address.
    var firstAddress: UInt64? { Hex.parse(arguments.prefix { $0 != "," }) }

    /// The first string among the arguments.
    var path: Substring? {
        let parts = arguments.fields("\"")
        return parts.count > 2 ? parts[1] : nil
    }

    /// What `-y` tells of descriptors among the arguments: paths, and the kinds of anonymous files.
    var files: [Substring] {
        arguments.fields("<").dropFirst().map { $0.prefix { $0 != ">" } }
    }
}
