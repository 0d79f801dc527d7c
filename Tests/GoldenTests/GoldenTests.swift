import Foundation
import TestSupport
import Testing

/// Every command prints what it printed when it was recorded, byte for byte.
///
/// After a change that is meant, `RECORD=1 swift test --filter GoldenTests` writes the files
/// anew, and fails once where one changed; what changed is read in the diff. Names of vendors
/// and devices are those of Debian 12's pci.ids.
struct GoldenTests {
    @Test(arguments: GoldenSet.cases)
    func printsWhatWasRecorded(golden: GoldenCase) throws {
        let recording = try golden.run()
        try Self.compare(recording.output, with: golden.file)
        try Self.compare(recording.errors, with: golden.errorFile)
    }

    /// Line breaks are all that a golden file has more than the output.
    @Test(arguments: GoldenSet.cases.filter(\.isJSON))
    func whatIsFoldedCanBeUnfolded(golden: GoldenCase) throws {
        let output = try Program.run(golden.arguments, input: golden.input).output
        #expect(FoldedJSON.unfold(FoldedJSON.fold(output)) == output)
    }

    @Test func noFileIsLeftOver() throws {
        let known = Set(GoldenSet.cases.flatMap { [$0.file, $0.errorFile] })
        let strangers = try GoldenFolder.files().filter { !known.contains($0) }
        if GoldenFolder.isRecording {
            for file in strangers { try GoldenFolder.record("", as: file) }
        }
        #expect(strangers == [])
        #expect(Set(GoldenSet.cases.map(\.file)).count == GoldenSet.cases.count)
    }

    /// As much as somebody reads: a golden file that nobody looked at proves nothing.
    @Test func theSetIsSmall() throws {
        let bytes = try GoldenFolder.files().reduce(0) {
            $0 + (GoldenFolder.text($1)?.utf8.count ?? 0)
        }
        #expect(bytes < 400 << 10)
    }

    private static func compare(_ text: String, with file: String) throws {
        let recorded = GoldenFolder.text(file) ?? ""
        guard let difference = Difference.between(recorded: recorded, now: text) else { return }
        if GoldenFolder.isRecording { try GoldenFolder.record(text, as: file) }
        Issue.record("\(file)\(GoldenFolder.isRecording ? ", recorded anew" : ""): \(difference)")
    }
}
