import Foundation
import PCIDecoding
import PCISnapshot
import SnapshotFile
import TestSupport
import Testing

@testable import MappingPolicy

/// Configuration space of which only what is decoded was read.
struct PartialConfigTests {
    /// Reads what `DecodedBytes` asks for, as a source does.
    private func read(_ config: [UInt8]) -> PartialBytes {
        var partial = PartialBytes(unread: config.count)
        while case let wanted = DecodedBytes(partial).unread, !wanted.isEmpty {
            let isAligned = wanted.allSatisfy { ($0.lowerBound | $0.upperBound).isMultiple(of: 4) }
            #expect(isAligned)
            for range in wanted {
                for run in partial.unread(in: range) {
                    partial.fill(run.lowerBound, with: Array(config[run]))
                }
            }
        }
        return partial
    }

    private func expectSamePlan(
        _ device: DeviceSnapshot, _ config: [UInt8], _ facts: HostFacts = HostFacts()
    ) {
        var partial = device
        partial.readConfig = read(config)
        let decoded = (Device(device), Device(partial))
        #expect(decoded.0 == decoded.1)
        let planner = Planner(
            options: PlanOptions(pageSize: .size4K), facts: facts,
            neighborhood: Neighborhood(Machine(host: facts, devices: [device])))
        #expect(planner.plan(decoded.0, tdisp: nil) == planner.plan(decoded.1, tdisp: nil))
    }

    @Test(arguments: Repository.mocks)
    func mocksGiveTheSamePlan(path: String) throws {
        let machine = try SnapshotFile.decode(try Repository.bytes(path), name: path)
        for device in machine.devices {
            guard let config = device.config else { continue }
            expectSamePlan(device, config, machine.host)
        }
    }

    @Test func recordedDevicesGiveTheSamePlan() throws {
        let devices = Repository.tree + "/devices"
        let names = try FileManager.default.contentsOfDirectory(atPath: devices)
        #expect(names.count == 23)
        for name in names {
            var device = DeviceSnapshot(address: try #require(BusAddress(name)))
            let config = try Repository.bytes("\(devices)/\(name)/config")
            let text = String(
                decoding: try Repository.bytes("\(devices)/\(name)/resource"), as: UTF8.self)
            device.resources = try #require(ResourceFile(text)).records
            device.config = config
            expectSamePlan(device, config)
            // Most of 4096 bytes is nothing that a decoder knows.
            let count = read(config).unread(in: 0..<4096).reduce(0) { $0 + $1.count }
            #expect(count >= config.count - 512)
        }
    }

    @Test func randomBytesGiveTheSamePlan() throws {
        var generator = SeededGenerator(seed: 9)
        var device = DeviceSnapshot(address: try #require(BusAddress("0000:01:00.0")))
        device.resources = [
            try #require(
                ResourceRecord(index: 0, start: 0xfe80_0000, size: 0x10000, flags: [.memory]))
        ]
        for _ in 0..<20_000 {
            let config = ConfigWithSecrets.random(&generator)
            device.config = config
            expectSamePlan(device, config)
        }
    }

    /// Whatever else was not read: nothing is taken for absent, and no zero for a register.
    @Test func whatWasNotReadIsNotKnown() throws {
        var generator = SeededGenerator(seed: 10)
        var device = DeviceSnapshot(address: try #require(BusAddress("0000:01:00.0")))
        for _ in 0..<5_000 {
            let config = ConfigWithSecrets.random(&generator)
            device.config = config
            let whole = Device(device)
            var partial = PartialBytes(unread: config.count)
            partial.fill(0, with: Array(config[..<64]))
            for offset in stride(from: 64, to: config.count, by: 4) where !generator.once(in: 6) {
                partial.fill(offset, with: Array(config[offset..<offset + 4]))
            }
            device.readConfig = partial
            let part = Device(device)
            func isKnown<Value: Equatable>(_ fact: KeyPath<Device, Fact<Value>>) -> Bool {
                part[keyPath: fact].reason != nil || part[keyPath: fact] == whole[keyPath: fact]
            }
            #expect(isKnown(\.msix) && isKnown(\.express) && isKnown(\.teeIO))
            #expect(isKnown(\.sriov) && isKnown(\.resizableBARs) && isKnown(\.ide))
            #expect(isKnown(\.enhancedAllocation) && isKnown(\.doeMailboxes))
        }
    }

    @Test func aHeaderAloneSaysNothingOfMSIX() throws {
        var device = DeviceSnapshot(address: try #require(BusAddress("0000:01:00.0")))
        var partial = PartialBytes(unread: 4096)
        partial.fill(0, with: Array(ConfigWithSecrets.bytes[..<64]))
        device.readConfig = partial
        #expect(device.config == nil)
        #expect(partial.leading == Array(ConfigWithSecrets.bytes[..<64]))
        #expect(Device(device).msix.reason != nil)
        #expect(Device(device).identity.vendor == 0x8086)
    }

    /// A chain through every place that there is, backwards and forwards: bounded all the same.
    @Test func theLongestChainEnds() {
        var config = [UInt8](repeating: 0, count: 4096)
        config[0] = 0x86
        for link in 0..<960 {
            let next = link == 959 ? 0x100 : 0x100 + 4 * ((link * 7 + 7) % 960)
            let offset = 0x100 + 4 * ((link * 7) % 960)
            config[offset] = 0x0b
            config[offset + 2] = UInt8(next & 0xf) << 4
            config[offset + 3] = UInt8(next >> 4)
        }
        let count = read(config).unread(in: 0..<4096).reduce(0) { $0 + $1.count }
        #expect(count == 0x100 - 64)
    }
}
