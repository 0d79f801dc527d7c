/// What the answer says of the probe as a whole.
struct ProbeSummary: Decodable {
    /// How many regions VFIO answered for.
    let regions: Int
    /// How many interrupts it answered for.
    let interrupts: Int
    /// The BARs whose plan is another than the one predicted.
    let differences: [Difference]
    /// What was tried of the plan.
    let checks: [Trying]

    struct Difference: Decodable {
        let bar: Int
        let differs: [String]
    }

    /// One thing that was tried.
    struct Trying: Decodable {
        let kind: String
        let bar: Int
        let start: String
        let end: String
        let outcome: Outcome
        let errno: String?
    }

    /// What came out; what was not tried has a reason, and is no failure.
    enum Outcome: String, Decodable {
        case confirmed
        case refused
        case allowed
        case notTried = "not-tried"
    }
}
