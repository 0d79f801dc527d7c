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
            .write,
            "open(2), write(2), unbind_store(), bind_store(), device_driver_attach(),"
                + " really_probe(), driver_set_override(), vfio_pci_core_register_device()",
            "EACCES EAGAIN EBUSY EEXIST EINTR EINVAL EIO EMFILE ENFILE ENODEV ENOENT ENOMEM ENXIO"
                + " EPERM EPROBE_DEFER EROFS ETIMEDOUT"
        ) { $0.phase == .givingBack ? .goesOn : .stops(.failed) },
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
        guard ["ENOENT", "ENOTDIR"].contains(fault.errno.name) else { return .stops(.failed) }
        // Disks, and no table of what is mounted: somebody may be using them.
        if fault.object == "/proc/1/mountinfo" { return .concludes(.refused) }
        // A group, and no list of its members: somebody may be in it.
        if fault.object.hasSuffix("/iommu_group/devices") { return .stops(.failed) }
        return .absent
    }
}
