#include "cprobe_pci.h"

#include <errno.h>
#include <pci/pci.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct cprobe_pci {
	struct pci_access *access;
	char message[512];
	int error;
	jmp_buf trap;
};

/*
 * The callbacks get no user pointer, so the session that a call belongs to is kept here. Every
 * function that enters libpci sets it and, with setjmp() in its own frame, the way back; no
 * Swift frame lies between.
 */
static _Thread_local struct cprobe_pci *current;

static void keep(const char *format, va_list arguments)
{
	current->error = errno;
	vsnprintf(current->message, sizeof(current->message), format, arguments);
}

static void PCI_NONRET on_error(char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	keep(format, arguments);
	va_end(arguments);
	longjmp(current->trap, 1);
}

static void on_warning(char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	keep(format, arguments);
	va_end(arguments);
}

static void on_debug(char *format, ...)
{
	(void)format;
}

static void enter(struct cprobe_pci *pci)
{
	current = pci;
	pci->message[0] = 0;
	pci->error = 0;
}

struct cprobe_pci *cprobe_pci_open(const char *sysfs_path, char *message, size_t size)
{
	struct cprobe_pci *pci = calloc(1, sizeof(*pci));

	if (!pci)
		return NULL;
	enter(pci);
	if (setjmp(pci->trap)) {
		/* libpci may be half set up: leaking it once is the safe choice. */
		snprintf(message, size, "%s", pci->message);
		free(pci);
		return NULL;
	}
	pci->access = pci_alloc();
	pci->access->method = PCI_ACCESS_SYS_BUS_PCI;
	pci->access->error = on_error;
	pci->access->warning = on_warning;
	pci->access->debug = on_debug;
	/* No cache in a home directory, no questions to the network. */
	pci->access->id_lookup_mode = 0;
	if (sysfs_path)
		pci_set_param(pci->access, "sysfs.path", (char *)sysfs_path);
	pci_init(pci->access);
	return pci;
}

void cprobe_pci_close(struct cprobe_pci *pci)
{
	enter(pci);
	if (!setjmp(pci->trap))
		pci_cleanup(pci->access);
	free(pci);
}

const char *cprobe_pci_message(const struct cprobe_pci *pci)
{
	return pci->message;
}

int cprobe_pci_errno(const struct cprobe_pci *pci)
{
	return pci->error;
}

int cprobe_pci_scan(struct cprobe_pci *pci)
{
	enter(pci);
	if (setjmp(pci->trap))
		return -1;
	pci_scan_bus(pci->access);
	return 0;
}

struct pci_dev *cprobe_pci_next(const struct cprobe_pci *pci, struct pci_dev *previous)
{
	return previous ? previous->next : pci->access->devices;
}

struct cprobe_address cprobe_pci_address(const struct pci_dev *dev)
{
	return (struct cprobe_address){
		.domain = (uint32_t)dev->domain,
		.bus = dev->bus,
		.device = dev->dev,
		.function = dev->func,
	};
}

int cprobe_pci_ids(struct cprobe_pci *pci, struct pci_dev *dev, struct cprobe_ids *out)
{
	enter(pci);
	if (setjmp(pci->trap))
		return -1;
	pci_fill_info(dev, PCI_FILL_IDENT);
	out->vendor = dev->vendor_id;
	out->device = dev->device_id;
	return 0;
}

int cprobe_pci_resources(struct cprobe_pci *pci, struct pci_dev *dev,
			 struct cprobe_resource out[CPROBE_RESOURCES])
{
	const pciaddr_t untouched = ~(pciaddr_t)0;
	int i;

	enter(pci);
	if (setjmp(pci->trap))
		return -1;
	/*
	 * libpci fills what lines there are and does not tell when they are few; the ROM's is
	 * the last that it needs. The ROM's own flag is not asked for: where the line is missing,
	 * libpci would look into configuration space, which wakes the device.
	 */
	dev->rom_flags = untouched;
	pci_fill_info(dev, PCI_FILL_BASES | PCI_FILL_SIZES | PCI_FILL_IO_FLAGS);
	if (dev->rom_flags == untouched)
		return 1;
	for (i = 0; i < 6; i++) {
		/* base_addr keeps the register's flag bits in its low bits. */
		pciaddr_t mask = dev->flags[i] & 0x100 ? PCI_ADDR_IO_MASK : PCI_ADDR_MEM_MASK;

		out[i].start = dev->base_addr[i] & mask;
		out[i].size = dev->size[i];
		out[i].flags = dev->flags[i];
	}
	out[6].start = dev->rom_base_addr & PCI_ADDR_MEM_MASK;
	out[6].size = dev->rom_size;
	out[6].flags = dev->rom_flags;
	return 0;
}

int cprobe_pci_read(struct cprobe_pci *pci, struct pci_dev *dev, int offset, uint8_t *out,
		    int length)
{
	enter(pci);
	if (setjmp(pci->trap))
		return -1;
	return pci_read_block(dev, offset, out, length) ? 1 : 0;
}

static void lookup(struct cprobe_pci *pci, char *out, size_t size, int flags, int first, int second)
{
	enter(pci);
	out[0] = 0;
	if (setjmp(pci->trap))
		return;
	/* pci.ids only: udev's copy of it adds nothing, and libpci does not free what it opens. */
	flags |= PCI_LOOKUP_NO_NUMBERS | PCI_LOOKUP_NO_HWDB;
	if (!pci_lookup_name(pci->access, out, (int)size, flags, first, second))
		out[0] = 0;
}

void cprobe_pci_vendor_name(struct cprobe_pci *pci, uint16_t vendor, char *out, size_t size)
{
	lookup(pci, out, size, PCI_LOOKUP_VENDOR, vendor, 0);
}

void cprobe_pci_device_name(struct cprobe_pci *pci, uint16_t vendor, uint16_t device, char *out,
			    size_t size)
{
	lookup(pci, out, size, PCI_LOOKUP_DEVICE, vendor, device);
}

void cprobe_pci_class_name(struct cprobe_pci *pci, uint16_t class_code, char *out, size_t size)
{
	lookup(pci, out, size, PCI_LOOKUP_CLASS, class_code, 0);
}
