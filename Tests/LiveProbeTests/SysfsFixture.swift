import MockKernel

/// Files of a machine, as a scenario takes them: what hangs below the device of a `ProbeFixture`.
struct SysfsFixture: Sendable {
    static let function = "/sys/bus/pci/devices/0000:01:00.0"
    /// What the first process has mounted: a disk that is the machine's own.
    static let mounts = "26 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n"

    var files: [String: String] = [:]
    var links: [String: String] = [:]
    var nodes: [String: String] = [:]
    var fileSystems: [String: String] = [:]
    var claimed: [String] = []
    var absent: [String] = []

    /// A device below the function: its class, its number, its attributes.
    ///
    /// - Parameters:
    ///   - path: below the function's directory, or an absolute one.
    ///   - number: `259:0`; its device file is made, too.
    mutating func add(
        _ path: String, _ subsystem: String, _ number: String? = nil,
        _ attributes: [String: String] = [:]
    ) {
        let path = path.hasPrefix("/") ? path : Self.function + "/" + path
        let name = path.split(separator: "/").last.map(String.init) ?? path
        links[path + "/subsystem"] = "../../../../class/" + subsystem
        for (attribute, text) in attributes { files["\(path)/\(attribute)"] = text }
        guard let number else { return }
        files[path + "/dev"] = number + "\n"
        nodes["/dev/" + name] = (subsystem == "block" ? "block " : "character ") + number
    }

    /// An NVMe disk with a partition, neither in use.
    static var disk: SysfsFixture {
        var scene = SysfsFixture()
        scene.add("nvme/nvme0", "nvme", "240:0")
        scene.add("nvme/nvme0/nvme0n1", "block", "259:0")
        scene.add("nvme/nvme0/nvme0n1/nvme0n1p1", "block", "259:1", ["partition": "1\n"])
        return scene
    }

    /// A process with open files, by what their links say.
    mutating func addProcess(_ number: Int, _ name: String, open: [String] = [], maps: String = "")
    {
        let directory = "/proc/\(number)"
        files[directory + "/comm"] = name + "\n"
        files[directory + "/maps"] = maps
        links[directory + "/root"] = "/"
        for kind in ["mnt:[4026531841]", "net:[4026531840]", "pid:[4026531836]"] {
            links["\(directory)/ns/\(kind.prefix(3))"] = kind
        }
        files[directory + "/fd/."] = ""
        for (index, target) in open.enumerated() {
            links["\(directory)/fd/\(index)"] = target
        }
    }

    /// Puts the process into a mount namespace of its own.
    mutating func setMounts(_ process: Int, _ text: String) {
        links["/proc/\(process)/ns/mnt"] = "mnt:[402653\(process)]"
        files["/proc/\(process)/mountinfo"] = text
    }

    /// Adds everything to a scenario.
    func furnish(_ scenario: inout Scenario) {
        scenario.files.merge(files) { $1 }
        scenario.links.merge(links) { $1 }
        scenario.nodes.merge(nodes) { $1 }
        scenario.fileSystems.merge(fileSystems) { $1 }
        scenario.claimed += claimed
        scenario.absent += absent
    }
}
