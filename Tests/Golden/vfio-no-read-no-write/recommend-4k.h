/* Made by vfio-probe: what may be mapped of each BAR, MAP_SHARED, on the device's file. */
#ifndef VFIO_PROBE_PLAN_H
#define VFIO_PROBE_PLAN_H

#ifdef __GNUC__
#define VFIO_PROBE_UNUSED __attribute__((unused))
#else
#define VFIO_PROBE_UNUSED
#endif

struct vfio_probe_mmap {
	unsigned long long offset; /* in the BAR */
	unsigned long long length; /* 0 ends the list */
	unsigned long long file_offset;
};

/* 0000:01:00.0 1234:0003, 4 KiB pages, evidence snapshot+vfio */
static const struct vfio_probe_mmap VFIO_PROBE_UNUSED
vfio_probe_0000_01_00_0_bar0_4k[] = {
	{ 0, 0, 0 },
};
static const struct vfio_probe_mmap VFIO_PROBE_UNUSED
vfio_probe_0000_01_00_0_bar2_4k[] = {
	{ 0x0ull, 0x10000ull, 0x20000000000ull },
	{ 0, 0, 0 },
};
static const struct vfio_probe_mmap VFIO_PROBE_UNUSED
vfio_probe_0000_01_00_0_bar4_4k[] = {
	{ 0x0ull, 0x10000ull, 0x40000000000ull },
	{ 0, 0, 0 },
};

#endif
