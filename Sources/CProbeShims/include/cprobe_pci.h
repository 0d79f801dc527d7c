/*
 * What Swift cannot do with libpci by itself:
 *  - libpci reports fatal errors through a variadic callback that must not return and whose
 *    default ends the process. Here it becomes a return value and a message.
 *  - pci_lookup_name() is variadic and is not imported.
 *  - struct pci_dev has arrays, which arrive in Swift as tuples, and flag bits inside addresses.
 */
#ifndef CPROBE_PCI_H
#define CPROBE_PCI_H

#include <stddef.h>
#include <stdint.h>

struct cprobe_pci;
struct pci_dev;

/* The seven first lines of a function's resource file: six BARs and the ROM. */
#define CPROBE_RESOURCES 7

struct cprobe_resource {
	uint64_t start;
	uint64_t size;
	uint64_t flags; /* the kernel's IORESOURCE bits */
};

struct cprobe_address {
	uint32_t domain;
	uint8_t bus;
	uint8_t device;
	uint8_t function;
};

struct cprobe_ids {
	uint16_t vendor;
	uint16_t device;
};

/*
 * Opens libpci's sysfs back end; sysfs_path NULL for the running system's. NULL on failure.
 * The message, if any, is written to `message`, at most `size` bytes with the final zero.
 */
struct cprobe_pci *cprobe_pci_open(const char *sysfs_path, char *message, size_t size);
void cprobe_pci_close(struct cprobe_pci *pci);

/* The last error or warning of the last call, "" for none. */
const char *cprobe_pci_message(const struct cprobe_pci *pci);
/* errno as it was when that message was made. */
int cprobe_pci_errno(const struct cprobe_pci *pci);

/* Finds all functions: 0, or -1 with a message. */
int cprobe_pci_scan(struct cprobe_pci *pci);
/* The function after `previous`, the first one for NULL, NULL behind the last one. */
struct pci_dev *cprobe_pci_next(const struct cprobe_pci *pci, struct pci_dev *previous);
struct cprobe_address cprobe_pci_address(const struct pci_dev *dev);

/* Vendor and device id: 0, or -1 with a message. */
int cprobe_pci_ids(struct cprobe_pci *pci, struct pci_dev *dev, struct cprobe_ids *out);
/* All resources: 0, -1 with a message, 1 when the file ends before the ROM's line. */
int cprobe_pci_resources(struct cprobe_pci *pci, struct pci_dev *dev,
			 struct cprobe_resource out[CPROBE_RESOURCES]);
/* Configuration space: 1 when all of it was read, 0 when not, -1 with a message. */
int cprobe_pci_read(struct cprobe_pci *pci, struct pci_dev *dev, int offset, uint8_t *out,
		    int length);

/* Names from pci.ids; "" when there is none. */
void cprobe_pci_vendor_name(struct cprobe_pci *pci, uint16_t vendor, char *out, size_t size);
void cprobe_pci_device_name(struct cprobe_pci *pci, uint16_t vendor, uint16_t device, char *out,
			    size_t size);
void cprobe_pci_class_name(struct cprobe_pci *pci, uint16_t class_code, char *out, size_t size);

#endif
