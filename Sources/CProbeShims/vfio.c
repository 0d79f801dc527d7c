#define _GNU_SOURCE
#include "cprobe_vfio.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/vfio.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Linux 6.6: the character device. */
#ifndef VFIO_DEVICE_BIND_IOMMUFD
struct vfio_device_bind_iommufd {
	__u32 argsz;
	__u32 flags;
	__s32 iommufd;
	__u32 out_devid;
};
#define VFIO_DEVICE_BIND_IOMMUFD _IO(VFIO_TYPE, VFIO_BASE + 18)
#endif
_Static_assert(VFIO_DEVICE_BIND_IOMMUFD == 0x3b76, "request number");
_Static_assert(offsetof(struct vfio_device_bind_iommufd, iommufd) == 8, "iommufd");

/* Linux 6.19: dma-buf export. */
#ifndef VFIO_DEVICE_FEATURE_DMA_BUF
#define VFIO_DEVICE_FEATURE_DMA_BUF 11
struct vfio_region_dma_range {
	__u64 offset;
	__u64 length;
};
struct vfio_device_feature_dma_buf {
	__u32 region_index;
	__u32 open_flags;
	__u32 flags;
	__u32 nr_ranges;
	struct vfio_region_dma_range dma_ranges[];
};
#endif
_Static_assert(sizeof(struct vfio_region_dma_range) == 16, "struct vfio_region_dma_range");
_Static_assert(sizeof(struct vfio_device_feature_dma_buf) == 16, "dma_buf, fixed part");
_Static_assert(offsetof(struct vfio_device_feature_dma_buf, nr_ranges) == 12, "nr_ranges");

/* What the Swift side knows of the structures that it gets as bytes. */
_Static_assert(sizeof(struct vfio_region_info) == 32, "struct vfio_region_info");
_Static_assert(offsetof(struct vfio_region_info, cap_offset) == 12, "cap_offset");
_Static_assert(offsetof(struct vfio_region_info, offset) == 24, "offset");
_Static_assert(sizeof(struct vfio_irq_info) == CPROBE_IRQ_INFO, "struct vfio_irq_info");
_Static_assert(offsetof(struct vfio_irq_info, index) == 8, "index of an interrupt");
_Static_assert(offsetof(struct vfio_irq_info, count) == 12, "count");
_Static_assert(offsetof(struct vfio_device_info, num_regions) == 8, "num_regions");
_Static_assert(offsetof(struct vfio_device_info, num_irqs) + 4 == CPROBE_DEVICE_INFO, "num_irqs");
_Static_assert(sizeof(struct vfio_device_feature) == 8, "struct vfio_device_feature");
_Static_assert(VFIO_DEVICE_GET_REGION_INFO == 0x3b6c, "request number");
_Static_assert(VFIO_DEVICE_FEATURE == 0x3b75, "request number");

static int result(int value)
{
	return value < 0 ? -errno : value;
}

int cprobe_vfio_api_version(int container)
{
	return result(ioctl(container, VFIO_GET_API_VERSION));
}

int cprobe_vfio_check_extension(int container, uint32_t type)
{
	return result(ioctl(container, VFIO_CHECK_EXTENSION, (unsigned long)type));
}

int cprobe_vfio_set_iommu(int container, uint32_t type)
{
	return result(ioctl(container, VFIO_SET_IOMMU, (unsigned long)type));
}

int cprobe_vfio_group_flags(int group, uint32_t *flags)
{
	struct vfio_group_status status = { .argsz = sizeof(status) };
	int status_code = result(ioctl(group, VFIO_GROUP_GET_STATUS, &status));

	*flags = status.flags;
	return status_code;
}

int cprobe_vfio_set_container(int group, int container)
{
	return result(ioctl(group, VFIO_GROUP_SET_CONTAINER, &container));
}

int cprobe_vfio_group_device(int group, const char *name)
{
	int device = result(ioctl(group, VFIO_GROUP_GET_DEVICE_FD, name));

	/* The kernel opens it with O_CLOEXEC since 5.17 or so; older ones are told. */
	if (device >= 0)
		(void)fcntl(device, F_SETFD, FD_CLOEXEC);
	return device;
}

int cprobe_vfio_bind_iommufd(int device, int iommufd)
{
	struct vfio_device_bind_iommufd bind = {
		.argsz = sizeof(bind),
		.iommufd = iommufd,
	};

	return result(ioctl(device, VFIO_DEVICE_BIND_IOMMUFD, &bind));
}

int cprobe_vfio_device_info(int device, uint8_t reply[CPROBE_DEVICE_INFO])
{
	struct vfio_device_info info = { .argsz = sizeof(info) };
	int status = result(ioctl(device, VFIO_DEVICE_GET_INFO, &info));

	memcpy(reply, &info, CPROBE_DEVICE_INFO);
	return status;
}

int cprobe_vfio_region_info(int device, uint32_t index, uint8_t *reply, size_t size)
{
	struct vfio_region_info *info;
	int status;

	if (size < sizeof(*info) || size > UINT32_MAX)
		return -EINVAL;
	/* Of its own, for the alignment that the structure needs. */
	info = calloc(1, size);
	if (!info)
		return -ENOMEM;
	info->argsz = (uint32_t)size;
	info->index = index;
	status = result(ioctl(device, VFIO_DEVICE_GET_REGION_INFO, info));
	memcpy(reply, info, size);
	free(info);
	return status;
}

int cprobe_vfio_irq_info(int device, uint32_t index, uint8_t reply[CPROBE_IRQ_INFO])
{
	struct vfio_irq_info info = { .argsz = sizeof(info), .index = index };
	int status = result(ioctl(device, VFIO_DEVICE_GET_IRQ_INFO, &info));

	memcpy(reply, &info, CPROBE_IRQ_INFO);
	return status;
}

int cprobe_vfio_probe_feature(int device, uint32_t feature, int set)
{
	struct vfio_device_feature probe = {
		.argsz = sizeof(probe),
		.flags = (feature & VFIO_DEVICE_FEATURE_MASK) | VFIO_DEVICE_FEATURE_PROBE |
			 (set ? VFIO_DEVICE_FEATURE_SET : VFIO_DEVICE_FEATURE_GET),
	};

	return result(ioctl(device, VFIO_DEVICE_FEATURE, &probe));
}

int cprobe_vfio_export_dma_buf(int device, uint32_t region, uint64_t offset, uint64_t length)
{
	const size_t size = sizeof(struct vfio_device_feature) +
			    sizeof(struct vfio_device_feature_dma_buf) +
			    sizeof(struct vfio_region_dma_range);
	struct vfio_device_feature *feature = calloc(1, size);
	struct vfio_device_feature_dma_buf *buffer;
	int status;

	if (!feature)
		return -ENOMEM;
	feature->argsz = (uint32_t)size;
	feature->flags = VFIO_DEVICE_FEATURE_GET | VFIO_DEVICE_FEATURE_DMA_BUF;
	buffer = (struct vfio_device_feature_dma_buf *)feature->data;
	buffer->region_index = region;
	buffer->open_flags = O_RDWR | O_CLOEXEC;
	buffer->nr_ranges = 1;
	buffer->dma_ranges[0].offset = offset;
	buffer->dma_ranges[0].length = length;
	status = result(ioctl(device, VFIO_DEVICE_FEATURE, feature));
	free(feature);
	return status;
}

int cprobe_hold_inner_signals(void)
{
	/* The kernel's own set: 64 bits, the lowest for signal 1. */
	const uint64_t signals = UINT64_C(3) << 31;

	return result((int)syscall(SYS_rt_sigprocmask, SIG_BLOCK, &signals, NULL, sizeof(signals)));
}

int cprobe_map(int device, uint64_t offset, uint64_t length, int protection, uintptr_t *address)
{
	int access = (protection & 1 ? PROT_READ : 0) | (protection & 2 ? PROT_WRITE : 0);
	void *memory = mmap(NULL, length, access, MAP_SHARED, device, (off_t)offset);

	if (memory == MAP_FAILED)
		return -errno;
	*address = (uintptr_t)memory;
	return 0;
}

int cprobe_unmap(uintptr_t address, uint64_t length)
{
	return result(munmap((void *)address, length));
}

static sigjmp_buf bus_trap;

static void on_bus_error(int signal)
{
	(void)signal;
	siglongjmp(bus_trap, 1);
}

int cprobe_load32(uintptr_t address, uint32_t *out)
{
	struct sigaction trap = { .sa_handler = on_bus_error };
	struct sigaction before;
	int status = 0;

	if (sigaction(SIGBUS, &trap, &before))
		return -errno;
	/* No Swift frame lies between the load and the way back. */
	if (sigsetjmp(bus_trap, 1))
		status = -EFAULT;
	else
		*out = *(volatile const uint32_t *)address;
	(void)sigaction(SIGBUS, &before, NULL);
	return status;
}
