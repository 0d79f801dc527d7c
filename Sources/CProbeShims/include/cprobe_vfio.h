/*
 * VFIO's requests, one function each, because Swift imports neither ioctl() nor the request
 * numbers (they are casts of macros). The C compiler computes numbers and sizes. What Debian 12's
 * headers (Linux 6.1) lack is defined in vfio.c and checked there.
 *
 * Every function returns 0, a descriptor or another value that is not negative, or the negated
 * errno.
 */
#ifndef CPROBE_VFIO_H
#define CPROBE_VFIO_H

#include <stddef.h>
#include <stdint.h>

/* container */
int cprobe_vfio_api_version(int container);
int cprobe_vfio_check_extension(int container, uint32_t type);
int cprobe_vfio_set_iommu(int container, uint32_t type);

/* group */
int cprobe_vfio_group_flags(int group, uint32_t *flags);
int cprobe_vfio_set_container(int group, int container);
int cprobe_vfio_group_device(int group, const char *name);

/* device */
int cprobe_vfio_bind_iommufd(int device, int iommufd);

/* Bytes of struct vfio_device_info up to num_irqs: what every kernel fills. */
#define CPROBE_DEVICE_INFO 16
int cprobe_vfio_device_info(int device, uint8_t reply[CPROBE_DEVICE_INFO]);

/* The reply fills `reply`, `size` bytes, at least 32; what the kernel leaves alone is 0. */
int cprobe_vfio_region_info(int device, uint32_t index, uint8_t *reply, size_t size);

/* Bytes of struct vfio_irq_info. */
#define CPROBE_IRQ_INFO 16
int cprobe_vfio_irq_info(int device, uint32_t index, uint8_t reply[CPROBE_IRQ_INFO]);

/* VFIO_DEVICE_FEATURE_PROBE, together with GET or SET. */
int cprobe_vfio_probe_feature(int device, uint32_t feature, int set);
/* A descriptor of a dma-buf of one range of a region. */
int cprobe_vfio_export_dma_buf(int device, uint32_t region, uint64_t offset, uint64_t length);

/* Holds signals 32 and 33 for this thread: sigaddset() of glibc, which has a use for them, leaves
 * them out, and so does pthread_sigmask(), by which they are let through again. */
int cprobe_hold_inner_signals(void);

/* Memory. `protection` has 1 for reading and 2 for writing; *address is set on success. */
int cprobe_map(int device, uint64_t offset, uint64_t length, int protection, uintptr_t *address);
int cprobe_unmap(uintptr_t address, uint64_t length);
/* One aligned word; -EFAULT where the kernel sends SIGBUS. */
int cprobe_load32(uintptr_t address, uint32_t *out);

#endif
