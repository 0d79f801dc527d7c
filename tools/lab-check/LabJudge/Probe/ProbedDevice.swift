/// A function as a probe's answer tells it.
struct ProbedDevice: Decodable {
    let bars: [ProbedBAR]
    let probe: ProbeSummary
}
