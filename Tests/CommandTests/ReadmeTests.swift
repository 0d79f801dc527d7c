import Foundation
import TestSupport
import Testing

/// The README's outputs are the program's own.
struct ReadmeTests {
    @Test(arguments: ["nvme-unaligned-table", "tdisp-msix-window-unaligned"])
    func showsRealOutput(mock: String) throws {
        let path = Repository.root.appending(path: "README.md")
        let readme = String(decoding: try Data(contentsOf: path), as: UTF8.self)
        #expect(readme.contains("recommend --mock Mocks/devices/\(mock).json"))
        let output = try Program.run(["recommend", "--mock", Repository.mock(mock)]).output
        let block = output.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
        #expect(readme.contains(block))
    }
}
