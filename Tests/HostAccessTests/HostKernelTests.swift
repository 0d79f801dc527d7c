import Foundation
import Glibc
import LiveProbe
import MappingPolicy
import TestSupport
import Testing

@testable import HostAccess

/// The real kernel's calls, as far as they need no VFIO.
struct HostKernelTests {
    private let kernel = HostKernel()

    @Test(arguments: [
        (ErrorNumber.notPermitted, EPERM), (.noSuchFile, ENOENT), (.interrupted, EINTR),
        (.io, EIO), (.badDescriptor, EBADF), (.again, EAGAIN), (.noMemory, ENOMEM),
        (.accessDenied, EACCES), (.busy, EBUSY), (.exists, EEXIST), (.noDevice, ENODEV),
        (.notDirectory, ENOTDIR), (.invalid, EINVAL), (.notSupported, ENOTTY),
        (.operationNotSupported, EOPNOTSUPP),
    ])
    func numbersAreTheCompilers(error: ErrorNumber, number: CInt) {
        #expect(error.rawValue == number)
    }

    @Test func filesLinksAndDirectories() throws {
        try Repository.withTemporaryDirectory { folder in
            let path = folder + "/record"
            let file = try kernel.create(path)
            try kernel.lock(file)
            try kernel.write("text\n", to: file)
            #expect(try kernel.read(path) == "text\n")
            #expect(try kernel.list(folder).map(\.name) == ["record"])
            let other = try kernel.open(path)
            #expect(throws: CallFailure(.lock, path, .again)) { try kernel.lock(other) }
            kernel.close(other)
            #expect(throws: CallFailure(.create, path, .exists)) { try kernel.create(path) }
            #expect(throws: CallFailure(.readLink, path, .noSuchFile)) {
                try kernel.readLink(path)
            }
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/link", withDestinationPath: "record")
            #expect(try kernel.readLink(folder + "/link") == "record")
            #expect(throws: CallFailure.self) { try kernel.open(folder + "/link") }
            #expect(throws: CallFailure.self) { try kernel.write("x", to: folder + "/link") }
            kernel.close(file)
            try kernel.remove(path)
            #expect(throws: CallFailure(.remove, path, .noSuchFile)) { try kernel.remove(path) }
            let absent = folder + "/absent"
            #expect(throws: CallFailure(.list, absent, .noSuchFile)) { try kernel.list(absent) }
            #expect(throws: CallFailure(.read, absent, .noSuchFile)) { try kernel.read(absent) }
        }
    }

    /// A file that was removed, and one that stands in its place, are not the one that was opened.
    @Test func aLockIsOfTheFileThatThePathLeadsTo() throws {
        try Repository.withTemporaryDirectory { folder in
            let path = folder + "/record"
            let first = try kernel.create(path)
            defer { kernel.close(first) }
            try kernel.remove(path)
            #expect(throws: CallFailure(.lock, path, .stale)) { try kernel.lock(first) }
            let second = try kernel.create(path)
            defer { kernel.close(second) }
            #expect(throws: CallFailure(.lock, path, .stale)) { try kernel.lock(first) }
            try kernel.lock(second)
        }
    }

    @Test func theRecordsDirectoryIsRootsAlone() throws {
        try Repository.withTemporaryDirectory { folder in
            let path = folder + "/records"
            try kernel.makeDirectory(path)
            try kernel.makeDirectory(path)
            var status = stat()
            #expect(unsafe stat(path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o700)
            #expect(unsafe chmod(path, 0o755) == 0)
            #expect(throws: CallFailure.self) { try kernel.makeDirectory(path) }
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/link", withDestinationPath: "/tmp")
            #expect(throws: CallFailure.self) { try kernel.makeDirectory(folder + "/link") }
        }
    }

    /// A file stands for a device: mapping, reading and SIGBUS are the same.
    @Test func memory() throws {
        try Repository.withTemporaryDirectory { folder in
            let path = folder + "/memory"
            let file = try kernel.create(path)
            defer { kernel.close(file) }
            try kernel.write("abcd", to: file)
            let request = MapRequest(fileOffset: 0, length: 8192, protection: .read)
            let memory = try kernel.map(file, request)
            defer { kernel.unmap(memory) }
            #expect(try kernel.load(memory, at: 0) == 0x6463_6261)
            // Behind the end of the file there is nothing to read.
            let failure = #expect(throws: CallFailure.self) {
                try kernel.load(memory, at: 4096)
            }
            #expect(failure?.errno.name == "EFAULT")
            #expect(throws: CallFailure.self) { try kernel.load(memory, at: 2) }
            #expect(throws: CallFailure.self) { try kernel.load(memory, at: 8192) }
            let odd = MapRequest(fileOffset: 1, length: 4096, protection: .read)
            #expect(throws: CallFailure(.map, "\(path) \(odd.name)", .invalid)) {
                try kernel.map(file, odd)
            }
        }
    }

    /// Every request, on a file that is no VFIO descriptor: the call fails by its own name.
    @Test func requestsOnSomethingElse() throws {
        let file = try kernel.open("/dev/null")
        defer { kernel.close(file) }
        func expect(_ call: Call, _ body: () throws -> Void) {
            let failure = #expect(throws: CallFailure.self) { try body() }
            #expect(failure?.call == call)
            #expect(failure?.errno == .notSupported)
        }
        expect(.apiVersion) { _ = try kernel.apiVersion(file) }
        expect(.checkExtension) { _ = try kernel.supports(.type1v2, file) }
        expect(.setIOMMU) { try kernel.setIOMMU(.noIOMMU, file) }
        expect(.groupStatus) { _ = try kernel.isViable(file) }
        expect(.setContainer) { try kernel.setContainer(file, of: file) }
        expect(.groupDevice) { _ = try kernel.device("0000:01:00.0", of: file) }
        expect(.bindIOMMUFD) { try kernel.bind(file, to: file) }
        expect(.deviceInfo) { _ = try kernel.deviceInfo(file) }
        expect(.regionInfo) { _ = try kernel.regionInfo(file, index: 0, size: 64) }
        expect(.irqInfo) { _ = try kernel.irqInfo(file, index: 0) }
        expect(.probeFeature) { try kernel.probe(.dmaBuf, file) }
        expect(.exportDMABuf) {
            _ = try kernel.exportDMABuf(file, region: 0, offset: 0, length: 4096)
        }
    }

    @Test func aModuleThatDoesNotExist() {
        #expect(throws: CallFailure.self) { try kernel.loadModule("vfio-probe-no-such-module") }
    }

    /// Sent to this thread alone: the test process has others.
    @Test(arguments: [SIGHUP, SIGTERM, SIGUSR1, SIGALRM, SIGXCPU, SIGABRT, SIGIO, SIGPWR, 40])
    func aSignalWaitsUntilEverythingIsBack(signal: Int32) {
        #expect(kernel.heldSignal == nil)
        kernel.holdSignals()
        #expect(pthread_kill(pthread_self(), signal) == 0)
        #expect(pthread_kill(pthread_self(), SIGPIPE) == 0)
        #expect(kernel.heldSignal == signal)
        // Taken here, or the release would end the test.
        var taken: Int32 = 0
        var waited = sigset_t()
        unsafe sigemptyset(&waited)
        unsafe sigaddset(&waited, signal)
        #expect(unsafe sigwait(&waited, &taken) == 0)
        #expect(taken == signal && kernel.heldSignal == nil)
        kernel.releaseSignals()
        #expect(kernel.heldSignal == nil)
    }

    /// As a child of this test sees it, whatever waits here.
    @Test func aProgramThatIsStartedCanBeEnded() throws {
        kernel.holdSignals()
        defer { kernel.releaseSignals() }
        #expect(Spawn.run("/bin/sh", ["-c", "kill -TERM $$; exit 0"]) == .noDevice)
        #expect(Spawn.run("/bin/sh", ["-c", "exit 0"]) == nil)
    }

    @Test func aPipeInThePlaceOfARecordIsNotRead() throws {
        try Repository.withTemporaryDirectory { folder in
            let path = folder + "/pipe"
            #expect(unsafe mkfifo(path, 0o600) == 0)
            let file = try kernel.open(path)
            defer { kernel.close(file) }
            #expect(throws: CallFailure(.lock, path, .invalid)) { try kernel.lock(file) }
        }
    }

    /// As nohup(1) starts a program: blocked, it waits all the same, but asks for nothing.
    @Test func anIgnoredSignalDoesNotEndAProbe() {
        let before = signal(SIGQUIT, SIG_IGN)
        defer { _ = signal(SIGQUIT, before) }
        let kernel = HostKernel()
        kernel.holdSignals()
        defer { kernel.releaseSignals() }
        #expect(pthread_kill(pthread_self(), SIGQUIT) == 0)
        var pending = sigset_t()
        #expect(unsafe sigpending(&pending) == 0)
        #expect(unsafe sigismember(&pending, SIGQUIT) == 1)
        #expect(kernel.heldSignal == nil)
        // Taken here: a thread that blocks it anyway would keep it for the next test.
        var taken: Int32 = 0
        unsafe sigemptyset(&pending)
        unsafe sigaddset(&pending, SIGQUIT)
        #expect(unsafe sigwait(&pending, &taken) == 0)
    }

    @Test func statusTellsDeviceFiles() throws {
        let null = try kernel.status("/dev/null")
        #expect(null.device == DeviceNumber(.character, 1, 3))
        #expect(try kernel.status("/proc/self/exe").device == nil)
        #expect(throws: CallFailure(.status, "/nowhere", .noSuchFile)) {
            try kernel.status("/nowhere")
        }
        // By the kernel's own link to an open file, whatever its name is by now.
        let file = try kernel.open("/dev/zero")
        defer { kernel.close(file) }
        let link = try kernel.status("/proc/self/fd/\(file.number)")
        #expect(link.device == DeviceNumber(.character, 1, 5))
    }

    @Test func onlyTheDeviceThatIsMeantIsClaimed() throws {
        let other = DeviceNumber(.block, 7, 77)
        #expect(throws: CallFailure(.claim, "/dev/null", .stale)) {
            try kernel.claim("/dev/null", other)
        }
        #expect(throws: CallFailure(.claim, "/nowhere", .noSuchFile)) {
            try kernel.claim("/nowhere", other)
        }
        let before = try kernel.list("/proc/self/fd").count
        _ = try? kernel.claim("/dev/null", other)
        #expect(try kernel.list("/proc/self/fd").count == before)
    }
}
