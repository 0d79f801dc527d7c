/* libpci as installed; found through pkg-config (package libpci-dev on Debian). */
#include <pci/pci.h>
