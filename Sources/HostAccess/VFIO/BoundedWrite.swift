import CProbeShims
import Glibc
import LiveProbe
import SystemPackage

/// A write to an attribute of sysfs that ends after a time, whatever the driver behind it does.
///
/// `unbind` waits in the kernel, where not even SIGKILL ends it, for drivers that wait for their
/// users (`p9_virtio_remove()`, `snd_card_free()`). A child process writes; this one stops waiting.
struct BoundedWrite {
    /// How long a driver may take to let a device go, in milliseconds.
    ///
    /// The slowest that are known, storage controllers with many disks, take some seconds.
    static let usualLimit = 30_000
    /// How long it may take to take one, which may load firmware and wait for it.
    static let bindLimit = 180_000
    /// How long it may still take once a signal has asked for the end, where that is heeded.
    static let signalGrace = 2_000
    private static let step = 50

    /// Milliseconds.
    var limit = usualLimit
    /// Whether a signal that is held back asks for the end, and is to be heeded.
    let isInterrupted: () -> Bool

    /// Writes the bytes in one call.
    ///
    /// - Throws: `Errno`; ETIMEDOUT when the time was over first, the write going on.
    func write(_ bytes: [UInt8], to file: FileDescriptor) throws(Errno) {
        var started = cprobe_write()
        let error = unsafe bytes.withUnsafeBytes { buffer in
            unsafe cprobe_write_start(
                file.rawValue, buffer.baseAddress, buffer.count, &started)
        }
        if error < 0 { throw Errno(rawValue: -error) }
        var waited = 0
        var left = limit
        while unsafe cprobe_write_wait(&started, CInt(Self.step)) == 0 {
            waited += Self.step
            if isInterrupted() { left = min(left, waited + Self.signalGrace) }
            guard waited < left else {
                unsafe cprobe_write_abandon(&started)
                throw .timedOut
            }
        }
        let count = unsafe cprobe_write_finish(&started)
        if count < 0 { throw Errno(rawValue: CInt(clamping: -count)) }
        // The rest of a short write would be a second value.
        if count != bytes.count { throw .ioError }
    }
}
