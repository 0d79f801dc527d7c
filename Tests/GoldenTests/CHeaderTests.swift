import Foundation
import TestSupport
import Testing

/// The C header says what the JSON plan says, to a C compiler.
struct CHeaderTests {
    /// A compiler that there is, nil for none.
    static let compiler = ["cc", "gcc", "clang"].first {
        (try? Program.run("/usr/bin/env", [$0, "--version"]).status) == 0
    }

    static let mocks = [
        "nvme-unaligned-table", "tdisp-msix-window-unaligned", "sub-page-with-neighbour",
        "sriov-pf-and-vf", "vfio-no-read-no-write", "vfio-vgpu-sparse-areas",
        "live-e1000e-linux-7.2", "vfio-file-offset-unaligned",
    ]

    @Test(.enabled(if: compiler != nil, "needs a C compiler"), arguments: mocks)
    func numbersReadBackAreThoseOfThePlan(mock: String) throws {
        let arguments = ["--page-size", "4k,16k,64k", "--mock", Repository.mock(mock)]
        let header = try Program.run(["recommend", "--format", "c"] + arguments).output
        let plan = try JSONValue(Program.run(["recommend", "--json"] + arguments).output.utf8)
        let arrays = Self.arrays(plan)
        #expect(!arrays.isEmpty)
        try Repository.withTemporaryDirectory { folder in
            try Data(header.utf8).write(to: URL(filePath: folder + "/plan.h"))
            try Data(Self.program(arrays.map(\.name)).utf8)
                .write(to: URL(filePath: folder + "/show.c"))
            let flags = ["-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror"]
            let built = try Program.run(
                "/usr/bin/env",
                [Self.compiler ?? "cc"] + flags
                    + ["-o", "\(folder)/show", "\(folder)/show.c"])
            try #require(built.status == 0, "\(built.errors)")
            let shown = try Program.run(folder + "/show", []).output
            #expect(shown == arrays.map(\.text).joined())
        }
    }

    /// An array that the header has to have, and what the C program prints of it.
    private struct PlanArray {
        let name: String
        let text: String
    }

    private static func arrays(_ plan: JSONValue) -> [PlanArray] {
        (plan["plans"]?.list ?? []).flatMap { plan in
            let page = (plan["pageSize"]?.integer ?? 0) / 1024
            return (plan["devices"]?.list ?? []).flatMap { device in
                let address = (device["address"]?.string ?? "").map { $0.isHexDigit ? $0 : "_" }
                return (device["bars"]?.list ?? []).map { bar in
                    let name = "\(String(address))_bar\(bar["bar"]?.integer ?? -1)_\(page)k"
                    let lines = (bar["mmaps"]?.list ?? []).map(line)
                    return PlanArray(
                        name: "vfio_probe_" + name,
                        text: "vfio_probe_\(name)\n" + lines.joined())
                }
            }
        }
    }

    /// Offset, length, file offset; from a mapping with start, end and file offset.
    private static func line(_ mapping: JSONValue) -> String {
        let start = mapping["start"]?.number ?? 0
        let words = [start, (mapping["end"]?.number ?? 0) - start, mapping["fileOffset"]?.number]
        return words.map { "\($0 ?? 0)" }.joined(separator: " ") + "\n"
    }

    private static func program(_ names: [String]) -> String {
        """
        #include <stdio.h>
        #include "plan.h"
        /* Twice, as every file of a program may include it. */
        #include "plan.h"
        static void show(const char *name, const struct vfio_probe_mmap *list)
        {
            puts(name);
            for (; list->length; list++)
                printf("%llu %llu %llu\\n", list->offset, list->length, list->file_offset);
        }
        int main(void)
        {
        \(names.map { "    show(\"\($0)\", \($0));" }.joined(separator: "\n"))
            return 0;
        }

        """
    }
}
