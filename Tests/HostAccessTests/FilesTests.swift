import Foundation
import Glibc
import Printing
import SystemPackage
import TestSupport
import Testing

@testable import HostAccess

struct FilesTests {
    @Test func writesAndReads() throws {
        try Repository.withTemporaryDirectory { folder in
            let path = folder + "/file"
            let file = try OutputFile.create(path)
            for round in 0..<40_000 { try file.write("line \(round)\n") }
            try file.finish()
            let text = String(decoding: try Files.read(path), as: UTF8.self)
            #expect(text.split(separator: "\n").count == 40_000)
            #expect(text.hasSuffix("line 39999\n"))
        }
    }

    @Test func doesNotFollowALinkWhenWriting() throws {
        try Repository.withTemporaryDirectory { folder in
            let target = folder + "/target"
            try Data("keep".utf8).write(to: URL(filePath: target))
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/link", withDestinationPath: target)
            let failure = #expect(throws: SystemFailure.self) {
                try OutputFile.create(folder + "/link")
            }
            #expect(failure?.errno == .tooManySymbolicLinkLevels)
            #expect(try Files.read(target) == Array("keep".utf8))
        }
    }

    @Test func whatIsNotFinishedLeavesTheOldFile() throws {
        try Repository.withTemporaryDirectory { folder in
            let path = folder + "/file"
            try Data("old".utf8).write(to: URL(filePath: path))
            do {
                let file = try OutputFile.create(path)
                try file.write(SafeText(String(repeating: "new", count: 100_000)))
            }
            #expect(try Files.read(path) == Array("old".utf8))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
        }
    }

    @Test func aNewFileKeepsTheOldOnesModeAndNotItsInode() throws {
        try Repository.withTemporaryDirectory { folder in
            let path = folder + "/file"
            try Data("old".utf8).write(to: URL(filePath: path))
            try FileManager.default.linkItem(atPath: path, toPath: folder + "/other")
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            let file = try OutputFile.create(path)
            try file.write("new")
            try file.finish()
            #expect(try Files.read(path) == Array("new".utf8))
            #expect(try Files.read(folder + "/other") == Array("old".utf8))
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
        }
    }

    @Test func whatIsNoFileIsWrittenToAsItIs() throws {
        let file = try OutputFile.create("/dev/null")
        try file.write("gone")
        try file.finish()
        let failure = #expect(throws: SystemFailure.self) { try OutputFile.create("/dev") }
        #expect(failure?.errno == .isDirectory)
    }

    /// Nobody else gets the output, and nobody waits for somebody to read it.
    @Test func whatCouldGiveTheOutputAwayIsRefused() throws {
        try Repository.withTemporaryDirectory { folder in
            let path = folder + "/pipe"
            #expect(unsafe mkfifo(path, 0o666) == 0)
            let failure = #expect(throws: SystemFailure.self) { try OutputFile.create(path) }
            #expect(failure?.description == "create \(path): there is no regular file")
            let left = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(left == ["pipe"])
        }
    }

    @Test(.enabled(if: getuid() == 0, "only root can give a file away"))
    func anotherUsersFileIsRefused() throws {
        try Repository.withTemporaryDirectory { folder in
            let path = folder + "/file"
            try Data("theirs".utf8).write(to: URL(filePath: path))
            #expect(unsafe chmod(path, 0o666) == 0)
            #expect(unsafe chown(path, 65534, 65534) == 0)
            let failure = #expect(throws: SystemFailure.self) { try OutputFile.create(path) }
            #expect(failure?.description == "create \(path): there is a file of another user")
            #expect(try Files.read(path) == Array("theirs".utf8))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
        }
    }

    @Test func namesTheCallAndTheFile() {
        let failure = #expect(throws: SystemFailure.self) { try Files.read("/nonexistent") }
        #expect(failure?.description == "open /nonexistent: No such file or directory")
    }

    /// A socket gives one packet a read, however much was asked for.
    @Test(arguments: [0, 1, 2, 100])
    func shortReadsAreContinued(packets: Int) throws {
        var ends: [Int32] = [-1, -1]
        let type = Int32(SOCK_SEQPACKET.rawValue)
        #expect(unsafe socketpair(AF_UNIX, type, 0, &ends) == 0)
        let writer = FileDescriptor(rawValue: ends[0])
        let reader = FileDescriptor(rawValue: ends[1])
        let lines = (0..<packets).map { "packet \($0)\n" }
        for line in lines { _ = try writer.writeAll(line.utf8) }
        try writer.close()
        let bytes = try Files.readAll(reader, "socket", upTo: 1 << 20)
        #expect(String(decoding: bytes, as: UTF8.self) == lines.joined())
        try reader.close()
    }

    @Test func aFileThatIsDoneIsClosedOnce() throws {
        try Repository.withTemporaryDirectory { folder in
            let file = try OutputFile.create(folder + "/file")
            try file.write("text")
            try file.finish()
            #expect(try Files.read(folder + "/file") == Array("text".utf8))
            // Whoever has the number now keeps it.
            let next = try FileDescriptor.open(FilePath(folder + "/file"), .readOnly)
            try file.finish()
            try next.close()
        }
    }
}
