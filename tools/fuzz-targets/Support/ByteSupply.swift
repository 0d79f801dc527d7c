/// A fuzz input as a supply of values; behind its end everything is zero.
public struct ByteSupply {
    @usableFromInline let bytes: [UInt8]
    @usableFromInline var position = 0

    /// A supply of what libFuzzer gives.
    public init(_ data: UnsafePointer<UInt8>, _ count: Int) {
        bytes = Array(UnsafeBufferPointer(start: data, count: count))
    }

    /// The next number, little endian.
    @inlinable public mutating func next<Number: FixedWidthInteger & UnsignedInteger>(
        _ type: Number.Type = Number.self
    ) -> Number {
        var value: Number = 0
        for index in 0..<(Number.bitWidth / 8) where position + index < bytes.count {
            value |= Number(bytes[position + index]) << (8 * index)
        }
        position = min(position + Number.bitWidth / 8, bytes.count)
        return value
    }

    /// The next bytes, fewer where the input ends.
    public mutating func next(bytes count: Int) -> [UInt8] {
        let end = min(position + count, bytes.count)
        defer { position = end }
        return Array(bytes[position..<end])
    }

    /// One of these.
    public mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int(next(UInt8.self)) % values.count]
    }

    /// Yes or no.
    public mutating func flag() -> Bool { next(UInt8.self) & 1 != 0 }
}
