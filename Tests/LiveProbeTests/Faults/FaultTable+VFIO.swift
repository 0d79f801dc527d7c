import LiveProbe

extension FaultTable {
    /// Requests to VFIO, and what is done with the device's memory.
    static let vfio = [
        FaultRow(
            .open,
            "open(2), vfio_device_fops_cdev_open(), vfio_group_fops_open(), vfio_fops_open(),"
                + " iommufd_fops_open()",
            "EACCES EAGAIN EBUSY EINTR EIO ELOOP EMFILE ENFILE ENODEV ENOENT ENOMEM ENOTDIR ENXIO"
                + " EPERM EROFS",
            kinds: [
                "EBUSY": .refused, "ENODEV": .unavailable, "ENOENT": .unavailable,
                "EPERM": .unavailable,
            ]),
        FaultRow(
            .apiVersion, "vfio_fops_unl_ioctl(), ioctl(2)", "EBADF EFAULT EINTR EINVAL ENOTTY"),
        FaultRow(
            .checkExtension, "vfio_container_ioctl_check_extension(), ioctl(2)",
            "EBADF EINTR EINVAL ENOTTY EOPNOTSUPP", kinds: ["EOPNOTSUPP": .unavailable]),
        FaultRow(
            .groupStatus, "vfio_group_ioctl_get_status()",
            "EBADF EFAULT EINTR EINVAL ENODEV ENOTTY"),
        FaultRow(
            .setContainer,
            "vfio_group_ioctl_set_container(), vfio_container_attach_group(),"
                + " iommu_group_claim_dma_owner(), iommufd_vfio_compat_ioas_create()",
            "EBADF EBADFD EBUSY EFAULT EINTR EINVAL ENODEV ENOMEM ENOTTY EPERM",
            kinds: ["EBUSY": .refused, "EPERM": .unavailable]),
        FaultRow(
            .setIOMMU, "vfio_ioctl_set_iommu(), vfio_iommu_type1_attach_group()",
            "EBADF EBUSY EINTR EINVAL EIO ENODEV ENOMEM ENOSPC ENOTTY EPERM",
            kinds: ["EPERM": .unavailable]),
        FaultRow(
            .groupDevice,
            "vfio_group_ioctl_get_device_fd(), vfio_df_open(), vfio_pci_validate_vf_token(),"
                + " vfio_pci_core_enable(), pci_try_reset_function()",
            "EACCES EAGAIN EBADF EBUSY EFAULT EINTR EINVAL EIO EMFILE ENFILE ENODEV ENOMEM ENOTTY"
                + " EPERM ETIMEDOUT",
            kinds: ["EACCES": .refused, "EBUSY": .refused, "EPERM": .unavailable]),
        FaultRow(
            .bindIOMMUFD,
            "vfio_df_ioctl_bind_iommufd(), vfio_df_check_token(), iommufd_device_bind(),"
                + " iommu_device_claim_dma_owner(), vfio_pci_core_enable()",
            "E2BIG EACCES EAGAIN EBADF EBADFD EBUSY EFAULT EINTR EINVAL EIO ENODEV ENOENT ENOMEM"
                + " ENOSPC ENOTTY EPERM ETIMEDOUT",
            kinds: [
                "EACCES": .refused, "EBUSY": .refused, "EPERM": .unavailable,
            ]),
        FaultRow(
            .deviceInfo, "vfio_pci_ioctl_get_info(), vfio_device_fops_unl_ioctl()",
            "EBADF EFAULT EINTR EINVAL EIO ENODEV ENOMEM ENOTTY"),
        FaultRow(
            .regionInfo, "vfio_get_region_info(), vfio_pci_ioctl_get_region_info()",
            "EBADF EFAULT EINTR EINVAL EIO ENODEV ENOMEM ENOTTY"
        ) { fault in
            // What is no VGA device has no VGA region.
            let isVGA = fault.object.hasSuffix("region 8")
            return isVGA && fault.errno == .invalid ? .goesOn : .stops(.failed)
        },
        FaultRow(
            .irqInfo, "vfio_pci_ioctl_get_irq_info(): EINVAL for an interrupt there is not",
            "EBADF EFAULT EINTR EINVAL EIO ENODEV ENOTTY"
        ) { $0.errno == .invalid ? .answers : .stops(.failed) },
        FaultRow(
            .probeFeature, "vfio_ioctl_device_feature(): ENOTTY for what is not known",
            "EBADF EFAULT EINTR EINVAL EIO ENODEV ENOMEM ENOTTY EOPNOTSUPP EPERM"
        ) { fault in
            let isUnknown = [.notSupported, .operationNotSupported].contains(fault.errno)
            return isUnknown ? .answers : .stops(.failed)
        },
        // Trials: an error is what was to be found out; the report shows it, and status 1.
        FaultRow(
            .exportDMABuf, "vfio_pci_core_feature_dma_buf(), dma_buf_fd()",
            "EAGAIN EBADF EFAULT EINTR EINVAL EMFILE ENFILE ENODEV ENOMEM ENOTTY EOPNOTSUPP EPERM"
        ) { _ in .answers },
        FaultRow(
            .map, "mmap(2), vfio_pci_core_mmap(), vfio_pci_core_setup_barmap()",
            "EACCES EAGAIN EBADF EBUSY EINTR EINVAL EIO ENFILE ENODEV ENOMEM EOVERFLOW EPERM"
        ) { fault in
            // Where the kernel should refuse, EINVAL is the refusal itself.
            let isRefusal = fault.object.hasSuffix("+0x1000) r")
            return isRefusal && fault.errno == .invalid ? .goesOn : .answers
        },
        FaultRow(
            .touch, "vfio_pci_mmap_huge_fault(): SIGBUS, which is told as EFAULT; sigaction(2)",
            "EFAULT EINTR EINVAL"
        ) { _ in .answers },
    ]
}
