import Foundation
import HostAccess
import SystemPackage
import TestSupport
import Testing

struct FilesTests {
    @Test func writesAndReads() throws {
        try Repository.withTemporaryDirectory { folder in
            let path = folder + "/file"
            let file = try Files.create(path)
            for round in 0..<40_000 { try file.write("line \(round)\n") }
            try file.flush()
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
                try Files.create(folder + "/link")
            }
            #expect(failure?.errno == .tooManySymbolicLinkLevels)
            #expect(try Files.read(target) == Array("keep".utf8))
        }
    }

    @Test func namesTheCallAndTheFile() {
        let failure = #expect(throws: SystemFailure.self) { try Files.read("/nonexistent") }
        #expect(failure?.description == "open /nonexistent: No such file or directory")
    }
}
