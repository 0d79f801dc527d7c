import HostAccess
import LabJudge
import Printing

/// Judges what tools/lab/test noted of one function, or of one trial; tools/lab/test counts the lines.
///
///     lab-check DIR ADDRESS reads           without opening it: lspci is the second opinion
///     lab-check DIR ADDRESS cdev +          a probe that is to work, through the cdev
///     lab-check DIR ADDRESS group !         a probe that is to be refused, through the group
///     lab-check DIR ADDRESS cdev kills 2    a trial of tools/lab/trials, through the cdev
///     lab-check DIR cases any in-use        the trial that has devices and interfaces of its own
///
/// Status 0 whatever the verdicts are; 64 for what is no question, 1 where they could not be written.
@main
struct LabCheck {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        guard let directory = arguments.first else {
            Terminal.warn("lab-check: expected a directory of results and what to judge")
            Terminal.exit(64)
        }
        do {
            let question = try Question(Array(arguments.dropFirst()))
            try tell(Judge(ResultDirectory(directory)).answer(question))
        } catch let error as Question.UsageError {
            Terminal.warn("lab-check: \(error)")
            Terminal.exit(64)
        } catch {
            Terminal.warn("lab-check: \("\(error)")")
            Terminal.exit(1)
        }
    }

    private static func tell(_ lines: [Line]) throws {
        let out = OutputFile.standardOutput()
        for line in lines { try out.write("\(line)\n" as SafeText) }
        try out.flush()
    }
}
