extension StringProtocol where SubSequence == Substring {
    /// The parts between an ASCII separator, empty ones included.
    ///
    /// By bytes: what is split so has an ASCII grammar, and no part of a larger character is a
    /// separator in UTF-8.
    package func fields(_ separator: Unicode.Scalar) -> [Substring] {
        utf8.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false)
            .map { self[$0.startIndex..<$0.endIndex] }
    }
}
