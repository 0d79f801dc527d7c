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
            #expect(throws: CallFailure.self) {
                try kernel.write("x", to: folder + "/link", yields: false)
            }
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

    /// What `restore` trusts: a directory that is there, no link, and closed to others.
    @Test func aDirectoryIsOnlyLookedAt() throws {
        try Repository.withTemporaryDirectory { folder in
            let path = folder + "/records"
            #expect(throws: CallFailure(.checkDirectory, path, .noSuchFile)) {
                try kernel.checkDirectory(path)
            }
            #expect(try kernel.list(folder).isEmpty)
            try kernel.makeDirectory(path)
            try kernel.checkDirectory(path)
            for mode: mode_t in [0o701, 0o770, 0o777, 0o1777] {
                #expect(unsafe chmod(path, mode) == 0)
                let failure = #expect(throws: CallFailure.self) { try kernel.checkDirectory(path) }
                #expect(failure?.errno == .notPermitted)
            }
            #expect(unsafe chmod(path, 0o700) == 0)
            #expect(unsafe symlink(path, folder + "/link") == 0)
            #expect(throws: CallFailure(.checkDirectory, folder + "/link", .notDirectory)) {
                try kernel.checkDirectory(folder + "/link")
            }
            if geteuid() == 0 {
                #expect(unsafe chown(path, 65534, 65534) == 0)
                #expect(throws: CallFailure.self) { try kernel.checkDirectory(path) }
            }
        }
    }

    @Test func aRecordThatOthersCanWriteIsNotTaken() throws {
        try Repository.withTemporaryDirectory { folder in
            let path = folder + "/record"
            let file = try kernel.create(path)
            defer { kernel.close(file) }
            try kernel.lock(file)
            for mode: mode_t in [0o620, 0o602, 0o666] {
                #expect(unsafe chmod(path, mode) == 0)
                let failure = #expect(throws: CallFailure.self) { try kernel.lock(file) }
                #expect(failure?.errno == .notPermitted)
            }
            #expect(unsafe chmod(path, 0o600) == 0)
            if geteuid() == 0 {
                #expect(unsafe chown(path, 65534, 65534) == 0)
                #expect(throws: CallFailure.self) { try kernel.lock(file) }
            }
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

    /// Signals 32 and 33 among them, which glibc keeps from sigaddset() and pthread_kill().
    @Test func everySignalThatEndsAProgramIsHeld() throws {
        func blocked() throws -> UInt64 {
            let status = try String(contentsOfFile: "/proc/thread-self/status", encoding: .utf8)
            let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("SigBlk:") })
            return try #require(UInt64(line.split(separator: "\t")[1], radix: 16))
        }
        let before = try blocked()
        kernel.holdSignals()
        let held = try blocked()
        kernel.releaseSignals()
        #expect(try blocked() == before)
        let others = [
            SIGKILL, SIGSTOP, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS, SIGCHLD, SIGCONT,
            SIGURG, SIGWINCH, SIGTTIN, SIGTTOU,
        ]
        for signal in Int32(1)...64 where !others.contains(signal) {
            #expect(held >> (signal - 1) & 1 == 1, "\(signal)")
        }
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
    }
}
