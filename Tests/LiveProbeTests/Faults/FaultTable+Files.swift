import LiveProbe

/// Which error each call can give, and what it leads to: a row per call.
enum FaultTable {
    static let rows = files + vfio

    /// Files of sysfs, /proc and /run.
    private static let files = [
        FaultRow(
            .read, "open(2), read(2), kernfs_fop_open(), device attributes' show functions",
            "EACCES EAGAIN EBUSY EFAULT EFBIG EINTR EINVAL EIO EISDIR ELOOP EMFILE ENFILE ENODEV"
                + " ENOENT ENOMEM ENOTDIR ENXIO EOPNOTSUPP EOVERFLOW EPERM",
            looked),
        FaultRow(
            .readLink, "readlink(2), kernfs_iop_get_link()",
            "EACCES EFAULT EINTR EINVAL EIO ELOOP ENAMETOOLONG ENOENT ENOMEM ENOTDIR", looked),
        FaultRow(
            .list, "open(2), getdents(2), kernfs_fop_readdir(), proc_pid_readdir()",
            "EACCES EBADF EFAULT EINTR EINVAL EIO EMFILE ENFILE ENOENT ENOMEM ENOTDIR EOVERFLOW",
            looked),
        FaultRow(
            .status, "stat(2), proc_pid_get_link()",
            "EACCES EBADF EFAULT EINTR EIO ELOOP ENAMETOOLONG ENOENT ENOMEM ENOTDIR EOVERFLOW"
                + " ESRCH", looked),
        FaultRow(
            .claim, "open(2), bd_prepare_to_claim(), nvme_open(), sd_open()",
            "EACCES EBUSY EINTR EIO ELOOP EMFILE ENFILE ENODEV ENOENT ENOMEDIUM ENOMEM ENXIO EPERM"
                + " ESTALE"
        ) { $0.errno == .noMedium ? .goesOn : .concludes(.refused) },
        FaultRow(
            .write,
            "open(2), write(2), unbind_store(), bind_store(), device_driver_attach(),"
                + " really_probe(), driver_set_override(), vfio_pci_core_register_device()",
            "EACCES EAGAIN EBUSY EEXIST EINTR EINVAL EIO EMFILE ENFILE ENODEV ENOENT ENOMEM ENXIO"
                + " EPERM EPROBE_DEFER EROFS ETIMEDOUT"
        ) { fault in
            // The kernel is still at it, and would be at the next one.
            if fault.errno == .timedOut { return .leaves }
            return fault.phase == .givingBack ? .goesOn : .stops(.failed)
        },
        FaultRow(
            .makeDirectory, "mkdir(2), shmem_mkdir()",
            "EACCES EDQUOT EINTR EIO ELOOP ENOENT ENOMEM ENOSPC ENOTDIR EPERM EROFS"),
        FaultRow(
            .checkDirectory, "lstat(2); EPERM for one that others can reach, ENOTDIR for none",
            "EACCES EINTR EIO ELOOP ENOENT ENOMEM ENOTDIR EPERM"
        ) { fault in
            switch fault.errno.name {
            // No directory, no records.
            case "ENOENT": .absent
            case "ELOOP", "ENOTDIR", "EPERM": .stops(.refused)
            default: .stops(.failed)
            }
        },
        FaultRow(
            .create, "open(2), shmem_mknod()",
            "EACCES EDQUOT EEXIST EINTR EIO ELOOP EMFILE ENFILE ENOENT ENOMEM ENOSPC ENOTDIR EPERM"
                + " EROFS",
            kinds: ["EEXIST": .refused]),
        FaultRow(
            .lock, "flock(2), flock_lock_inode(); EPERM for a file that others can write",
            "EAGAIN EBADF EINTR EINVAL ENOLCK ENOMEM EPERM"
        ) {
            // `restore` has just looked at the new record.
            $0.errno == .again ? .goesOn : .stops(.failed)
        },
        FaultRow(
            .writeRecord, "pwrite(2), shmem_write_begin()",
            "EDQUOT EFBIG EINTR EIO ENOMEM ENOSPC EPERM"),
        FaultRow(
            .remove, "unlink(2), shmem_unlink()",
            "EACCES EBUSY EINTR EIO ELOOP ENOENT ENOMEM ENOTDIR EPERM EROFS"
        ) { _ in .keepsRecord },
        FaultRow(
            .loadModule, "posix_spawn(3), execve(2), wait(2); ENODEV is modprobe's own failure",
            "E2BIG EACCES EAGAIN ECHILD EINTR EIO ELOOP EMFILE ENFILE ENODEV ENOENT ENOEXEC ENOMEM"
                + " EPERM",
            kinds: [
                "E2BIG": .unavailable, "EACCES": .unavailable, "EAGAIN": .unavailable,
                "ECHILD": .unavailable, "EIO": .unavailable, "ELOOP": .unavailable,
                "EMFILE": .unavailable, "ENFILE": .unavailable, "ENODEV": .unavailable,
                "ENOENT": .unavailable, "ENOEXEC": .unavailable, "ENOMEM": .unavailable,
                "EPERM": .unavailable,
            ]),
    ]

    /// A file that was to be read: not there is an answer, not readable never is.
    ///
    /// Whatever it holds could be what speaks against touching the device. Where the device is
    /// given back, all is tried again.
    private static let looked: @Sendable (Fault) -> Expected = { fault in
        if fault.phase == .givingBack { return .goesOn }
        // A process may end at any time; one that cannot be looked at may use the device.
        let isProcess = Int(fault.object.split(separator: "/").dropFirst().first ?? "") != nil
        if isProcess || fault.object.hasPrefix("/proc/self/ns/") { return process(fault) }
        guard ["ENOENT", "ENOTDIR"].contains(fault.errno.name) else { return .stops(.failed) }
        // A group, and no list of its members: somebody may be in it.
        if fault.object.hasSuffix("/iommu_group/devices") { return .stops(.failed) }
        return .absent
    }

    /// What is asked about one process.
    private static func process(_ fault: Fault) -> Expected {
        let isMounts = fault.object.hasSuffix("/mountinfo")
        let gone = ["ENOENT", "ENOTDIR", "ESRCH"] + (isMounts ? ["EINVAL"] : [])
        guard gone.contains(fault.errno.name ?? "") else { return .concludes(.refused) }
        // The first process does not end, and has namespaces.
        return fault.object.hasPrefix("/proc/1/") && isMounts ? .concludes(.refused) : .absent
    }
}
