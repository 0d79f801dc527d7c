import Glibc
import LiveProbe
import SystemPackage
import TestSupport
import Testing

@testable import HostAccess

/// A write that the kernel does not come back from, played by a pipe that nobody reads.
@Suite(.serialized)
struct BoundedWriteTests {
    private static func withPipe(_ body: (FileDescriptor, FileDescriptor) throws -> Void) throws {
        let ends = try FileDescriptor.pipe()
        defer {
            try? ends.readEnd.close()
            try? ends.writeEnd.close()
        }
        try body(ends.readEnd, ends.writeEnd)
    }

    /// Fills a pipe, so that the next write waits.
    private static func fill(_ file: FileDescriptor) throws {
        #expect(fcntl(file.rawValue, F_SETFL, O_NONBLOCK) == 0)
        let page = [UInt8](repeating: 0, count: 4096)
        while (try? file.writeAll(page)) != nil {}
        #expect(fcntl(file.rawValue, F_SETFL, 0) == 0)
    }

    @Test func whatIsWrittenArrives() throws {
        try Self.withPipe { read, write in
            try BoundedWrite { false }.write(Array("0000:01:00.0\n".utf8), to: write)
            var bytes = [UInt8](repeating: 0, count: 64)
            let count = try unsafe bytes.withUnsafeMutableBytes { try unsafe read.read(into: $0) }
            #expect(String(decoding: bytes[..<count], as: UTF8.self) == "0000:01:00.0\n")
        }
    }

    @Test func theKernelsErrorIsTold() throws {
        let full = try FileDescriptor.open(FilePath("/dev/full"), .writeOnly)
        defer { try? full.close() }
        #expect(throws: Errno.noSpace) { try BoundedWrite { false }.write([1], to: full) }
    }

    /// The limit, and the shorter one once a signal has asked for the end.
    @Test(arguments: [false, true])
    func aWriteThatWaitsEnds(isInterrupted: Bool) throws {
        try Self.withPipe { _, write in
            try Self.fill(write)
            var bounded = BoundedWrite { isInterrupted }
            bounded.limit = isInterrupted ? 600_000 : 200
            #expect(throws: Errno.timedOut) { try bounded.write([1], to: write) }
        }
    }

    /// What is locked stays locked until the write is over, though nobody waits for it any more.
    @Test func theChildKeepsTheLock() throws {
        try Repository.withTemporaryDirectory { folder in
            let kernel = HostKernel()
            let path = folder + "/record"
            let file = try kernel.create(path)
            try kernel.lock(file)
            try Self.withPipe { read, write in
                try Self.fill(write)
                var bounded = BoundedWrite { false }
                bounded.limit = 100
                #expect(throws: Errno.timedOut) { try bounded.write([1], to: write) }
                kernel.close(file)
                let again = try kernel.open(path)
                defer { kernel.close(again) }
                #expect(throws: CallFailure(.lock, path, .again)) { try kernel.lock(again) }
                // The write comes to its end, and with it the child.
                var page = [UInt8](repeating: 0, count: 1 << 16)
                _ = try unsafe page.withUnsafeMutableBytes { try unsafe read.read(into: $0) }
                for _ in 0..<200 where (try? kernel.lock(again)) == nil { usleep(10_000) }
                try kernel.lock(again)
            }
        }
    }
}
