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

/* 0000:01:00.0 1e0f:0025, 4 KiB pages, evidence snapshot */
static const struct vfio_probe_mmap VFIO_PROBE_UNUSED
vfio_probe_0000_01_00_0_bar0_4k[] = {
	{ 0x0ull, 0x5000ull, 0x0ull },
	{ 0x6000ull, 0x7000ull, 0x6000ull },
	{ 0xe000ull, 0x2000ull, 0xe000ull },
	{ 0, 0, 0 },
};

/* 0000:01:00.0 1e0f:0025, 16 KiB pages, evidence snapshot */
static const struct vfio_probe_mmap VFIO_PROBE_UNUSED
vfio_probe_0000_01_00_0_bar0_16k[] = {
	{ 0x0ull, 0x4000ull, 0x0ull },
	{ 0x8000ull, 0x4000ull, 0x8000ull },
	{ 0, 0, 0 },
};

/* 0000:01:00.0 1e0f:0025, 64 KiB pages, evidence snapshot */
static const struct vfio_probe_mmap VFIO_PROBE_UNUSED
vfio_probe_0000_01_00_0_bar0_64k[] = {
	{ 0, 0, 0 },
};

#endif
