# Reads what strace -f -y wrote of a probe: was everything that VFIO, iommufd and dma-buf lent given back,
# and what did it cost. A line is: PID CALL(ARGUMENTS) = RESULT
{ sub(/^[0-9]+ +/, "") }
/^ioctl\(/ { ioctls++ }
/^openat\([^"]*"\/dev\/(vfio|iommu)/ || /^ioctl\(.*(VFIO_GROUP_GET_DEVICE_FD|VFIO_DEVICE_FEATURE)/ {
    # A feature request that gives no descriptor gives 0.
    if (match($0, /= [0-9]+/) && (descriptor = substr($0, RSTART + 2, RLENGTH - 2)) > 2) {
        open[descriptor] = $0
        lent++
    }
}
/^close\(/ && match($0, /[0-9]+/) { delete open[substr($0, RSTART, RLENGTH)] }
/^mmap\(.*<[^>]*(vfio|dmabuf)/ && match($0, /= 0x[0-9a-f]+/) {
    mapped[substr($0, RSTART + 2, RLENGTH - 2)] = $0
    mappings++
}
/^munmap\(/ && match($0, /0x[0-9a-f]+/) { delete mapped[substr($0, RSTART, RLENGTH)] }
END {
    for (one in open) { left++; print "not ok descriptor left open: " open[one] }
    for (one in mapped) { left++; print "not ok mapping left: " mapped[one] }
    if (!lent) print "not ok strace saw VFIO opened"
    else if (!left) print "ok descriptors and mappings given back"
    printf "note %d ioctls, %d descriptors, %d mappings\n", ioctls, lent, mappings
}
