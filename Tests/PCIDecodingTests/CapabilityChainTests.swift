import PCISnapshot
import Testing

@testable import PCIDecoding

struct CapabilityChainTests {
    /// A header with a chain: pairs of offset and link bytes.
    private func config(_ size: Int, _ links: [(Int, UInt8, UInt8)], first: UInt8 = 0x40)
        -> ConfigSpace
    {
        var bytes = [UInt8](repeating: 0, count: size)
        bytes[6] = 0x10
        bytes[0x34] = first
        for (offset, id, next) in links {
            bytes[offset] = id
            bytes[offset + 1] = next
        }
        return ConfigSpace(bytes)
    }

    @Test func followsTheChain() {
        let chain = CapabilityChain.standard(in: config(256, [(0x40, 1, 0x50), (0x50, 0x11, 0)]))
        #expect(chain.links.map(\.id) == [1, 0x11])
        #expect(chain.end == .complete)
    }

    @Test func theReservedBitsOfAPointerDoNotCount() {
        let chain = CapabilityChain.standard(
            in: config(256, [(0x40, 1, 0x53), (0x50, 5, 0)], first: 0x42))
        #expect(chain.links.map(\.offset) == [0x40, 0x50])
    }

    @Test func stopsAtALoop() {
        let chain = CapabilityChain.standard(in: config(256, [(0x40, 1, 0x50), (0x50, 5, 0x40)]))
        #expect(chain.links.count == 2)
        #expect(chain.end == .loop(at: 0x40))
    }

    @Test func stopsWhereItLeavesTheArea() {
        let chain = CapabilityChain.standard(in: config(256, [(0x40, 1, 0x20)]))
        #expect(chain.end == .outside(pointer: 0x20))
    }

    @Test func stopsWhereTheBytesEnd() {
        let chain = CapabilityChain.standard(in: config(64, []))
        #expect(chain.end == .unread(next: 0x40))
        #expect(chain.incomplete != nil)
    }

    @Test func aLinkOfAllOnesIsNoCapability() {
        let chain = CapabilityChain.standard(
            in: config(256, [(0x40, 1, 0x50), (0x50, 0xff, 0xff), (0xfc, 0, 0)]))
        #expect(chain.end == .noAnswer(at: 0x50))
        #expect(chain.links.count == 1)
    }

    @Test(arguments: [UInt8(0), 3, 0x3c])
    func aChainThatIsAnnouncedHasToStartSomewhere(first: UInt8) {
        let chain = CapabilityChain.standard(in: config(256, [], first: first))
        #expect(chain.end == .outside(pointer: Int(first & 0xfc)))
    }

    @Test func withoutTheStatusBitThereIsNoChain() {
        var bytes = [UInt8](repeating: 0, count: 64)
        bytes[0x34] = 0x40
        #expect(CapabilityChain.standard(in: ConfigSpace(bytes)).end == .complete)
    }

    @Test func aDeviceThatDoesNotAnswer() {
        let dead = ConfigSpace([UInt8](repeating: 0xff, count: 256))
        #expect(CapabilityChain.standard(in: dead).end == .noAnswer(at: 0xfc))
        #expect(CapabilityChain.extended(in: dead).end == .unread(next: 0x100))
    }

    @Test(arguments: [UInt32(0), .max])
    func anEmptyExtendedSpaceHasNoCapabilities(header: UInt32) {
        var bytes = [UInt8](repeating: 0, count: 4096)
        bytes.replaceSubrange(0x100..<0x104, with: (0..<4).map { UInt8(header >> (8 * $0) & 0xff) })
        let chain = CapabilityChain.extended(in: ConfigSpace(bytes))
        #expect(chain == CapabilityChain(links: [], end: .complete))
    }

    @Test func extendedLinksThatLoopOrLeave() {
        var bytes = [UInt8](repeating: 0, count: 4096)
        bytes.replaceSubrange(0x100..<0x104, with: [0x10, 0x00, 0x01, 0x10])  // next 0x100
        #expect(CapabilityChain.extended(in: ConfigSpace(bytes)).end == .loop(at: 0x100))
        bytes[0x103] = 0x04  // next 0x040
        #expect(CapabilityChain.extended(in: ConfigSpace(bytes)).end == .outside(pointer: 0x40))
    }
}
